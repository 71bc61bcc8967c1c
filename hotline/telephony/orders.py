"""Orders to Twilio: calls and messages that are to go out, and calls that are to end or go elsewhere.

https://www.twilio.com/docs/voice/api/call-resource, https://www.twilio.com/docs/messaging/api/message-resource
"""

from hotline.errors import TelephonyError
from hotline.telephony.connection import TwilioConnection
from hotline.telephony.protocol import OVER
from hotline.telephony.refusals import explained

TEXT_VALID_SECONDS = 300
"""An alert that arrives later than that only confuses."""


class TwilioOrders(TwilioConnection):
    def ring(self, number: str, *, answer_url: str, status_url: str, fallback_url: str, seconds: int) -> str:
        with self._orders.order(), explained(of_account=True):
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
        with self._orders.order(), explained(of_account=True):
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
            with self._orders.order(), explained():
                call = self._client.calls(sid).update(status="canceled")
                return str(call.status) in OVER
        except TelephonyError as error:
            if error.permanent:  # it has ended by itself, or never was
                return True
            raise

    def call_ourselves(self, number: str, *, answer_url: str) -> str:
        with self._orders.order(), explained(of_account=True):
            return _sid(self._client.calls.create(to=self._from, from_=number, url=answer_url, method="POST").sid)

    def text_ourselves(self, number: str, body: str) -> str:
        with self._orders.order(), explained(of_account=True):
            return _sid(self._client.messages.create(to=self._from, from_=number, body=body).sid)

    def hang_up(self, sid: str) -> None:
        try:
            with self._orders.order(), explained():
                self._client.calls(sid).update(status="completed")
        except TelephonyError as error:
            if not error.permanent:  # a permanent one: it has ended by itself
                raise

    def redirect(self, sid: str, *, url: str) -> None:
        with self._orders.order(), explained():
            self._client.calls(sid).update(url=url, method="POST")


def _sid(sid: str | None) -> str:
    if not sid:
        raise ValueError("an answer without a SID")
    return sid
