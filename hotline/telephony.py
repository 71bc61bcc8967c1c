"""Orders to the telephone network, and their Twilio form. The only file that knows Twilio's REST API.

https://www.twilio.com/docs/voice/api/call-resource, https://www.twilio.com/docs/messaging/api/message-resource
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from hotline.errors import TelephonyError
from hotline.settings import Settings

TIMEOUT_SECONDS = 4.0
TEXT_VALID_SECONDS = 300
"""An alert that arrives later than that only confuses."""

_TRY_AGAIN_CODES = {20429, 10004, 21611, 30001}  # rate, calls at once, full queues
_OVER = {"canceled", "completed", "no-answer", "busy", "failed"}


class Telephony(Protocol):
    """Every order is one network call; never give one inside a transaction. Raises TelephonyError."""

    def ring(self, number: str, *, answer_url: str, status_url: str, fallback_url: str, seconds: int) -> str:
        """Call this number (E.164); returns the call's SID. The order may be taken although an error is raised."""
        ...

    def text(self, number: str, body: str, *, status_url: str) -> str:
        """Send a message; returns its SID."""
        ...

    def call_ourselves(self, number: str, *, answer_url: str) -> str:
        """Call the hotline as `number` would, through the network; returns the SID of that end."""
        ...

    def text_ourselves(self, number: str, body: str) -> str:
        """Send the hotline a message as `number` would."""
        ...

    def hang_up(self, sid: str) -> None:
        """End a call whatever goes on in it."""
        ...

    def stop_ringing(self, sid: str) -> bool:
        """End a call that nobody has answered. True: the line is free; False: somebody is talking on it."""
        ...

    def redirect(self, sid: str, *, url: str) -> None:
        """Let a live call go on with another document."""
        ...

    def ask_account(self) -> None:
        """Ask for our own account, which changes nothing: whether the network answers us at all."""
        ...


class TwilioTelephony:
    """Twilio, or any server that speaks its contract."""

    def __init__(self, settings: Settings) -> None:
        self._from = settings.hotline_number
        http = TwilioHttpClient(timeout=TIMEOUT_SECONDS)
        self._client = Client(settings.twilio_account_sid, settings.auth_tokens[0], http_client=http)
        self._client.api.base_url = settings.twilio_api_url

    def ring(self, number: str, *, answer_url: str, status_url: str, fallback_url: str, seconds: int) -> str:
        with _explained():
            call = self._client.calls.create(
                to=number,
                from_=self._from,
                url=answer_url,
                method="POST",
                fallback_url=fallback_url,
                fallback_method="POST",
                status_callback=status_url,
                status_callback_method="POST",
                status_callback_event=["initiated", "ringing", "answered", "completed"],
                timeout=seconds,
            )
            return _sid(call.sid)

    def text(self, number: str, body: str, *, status_url: str) -> str:
        with _explained():
            message = self._client.messages.create(
                to=number,
                from_=self._from,
                body=body,
                status_callback=status_url,
                validity_period=TEXT_VALID_SECONDS,
            )
            return _sid(message.sid)

    def stop_ringing(self, sid: str) -> bool:
        try:
            with _explained():
                call = self._client.calls(sid).update(status="canceled")
                return str(call.status) in _OVER
        except TelephonyError as error:
            if error.permanent:  # it has ended by itself, or never was
                return True
            raise

    def call_ourselves(self, number: str, *, answer_url: str) -> str:
        with _explained():
            return _sid(self._client.calls.create(to=self._from, from_=number, url=answer_url, method="POST").sid)

    def text_ourselves(self, number: str, body: str) -> str:
        with _explained():
            return _sid(self._client.messages.create(to=self._from, from_=number, body=body).sid)

    def hang_up(self, sid: str) -> None:
        try:
            with _explained():
                self._client.calls(sid).update(status="completed")
        except TelephonyError as error:
            if not error.permanent:  # a permanent one: it has ended by itself
                raise

    def redirect(self, sid: str, *, url: str) -> None:
        with _explained():
            self._client.calls(sid).update(url=url, method="POST")

    def ask_account(self) -> None:
        with _explained():
            self._client.api.accounts(self._client.account_sid).fetch()


@contextmanager
def _explained() -> Iterator[None]:
    """Whatever the client raises becomes a TelephonyError: it also chokes on answers that are not what it expects."""
    try:
        yield
    except Exception as error:
        raise _explain(error) from None


def _sid(sid: str | None) -> str:
    if not sid:
        raise ValueError("an answer without a SID")
    return sid


def _explain(error: Exception) -> TelephonyError:
    """Permanent is what the network understood and refused; everything else is worth another try.

    The provider's own words may hold the number, so only its code is kept.
    """
    if not isinstance(error, TwilioRestException):
        return TelephonyError(f"no usable answer ({type(error).__name__})", permanent=False)
    code = error.code or None
    refused = error.status in {400, 401, 403, 404} and code not in _TRY_AGAIN_CODES
    return TelephonyError(f"status {error.status}, code {code}", permanent=refused, code=code)
