"""The connection to Twilio's REST API: time-outs, threads, and what all orders and questions share."""

from datetime import datetime, timedelta

from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from hotline.clock import Clock, SystemClock
from hotline.settings import Settings
from hotline.telephony.guard import Guard
from hotline.telephony.protocol import Health
from hotline.telephony.refusals import mind_rush

CONNECTIONS = 32
"""Kept open for the threads of one process, so that an order begins at once."""
STILL_FAILING = timedelta(seconds=10)
"""Longer than any order of a running alert waits for its next try."""


class TwilioConnection:
    """Orders and questions are guarded apart: a list that is slow says nothing about a call that is to be rung."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self._from = settings.hotline_number
        self._client = _client(settings, settings.timeout_telephony_read)
        self._lister = _client(settings, settings.timeout_telephony_list)
        self._clock = clock or SystemClock()
        self._orders, self._questions = Guard(self._clock), Guard(self._clock)

    def health(self) -> Health:
        guards = [self._orders, self._questions]
        last_ok = max((guard.last_ok_at for guard in guards if guard.last_ok_at), default=None)
        ill = [guard for guard in guards if guard.is_shut and self._still_fails(guard, last_ok)]
        since = min((guard.failing_since for guard in ill if guard.failing_since), default=None)
        return Health(ok=not ill, since=since, last_ok_at=last_ok)

    def _still_fails(self, guard: Guard, last_ok: datetime | None) -> bool:
        """A guard learns nothing while nothing is ordered; then what the other one learned counts for both."""
        last_failed = guard.last_failed_at
        if last_failed is None or last_ok is None or last_failed >= last_ok:
            return True
        return self._clock.now() - last_failed < STILL_FAILING


def _client(settings: Settings, read_seconds: float) -> Client:
    http = TwilioHttpClient(request_hooks={"response": [mind_rush]})
    http.timeout = (settings.timeout_telephony_connect, read_seconds)  # handed on to requests as it is
    for scheme in ("http://", "https://"):
        http.session.mount(scheme, HTTPAdapter(pool_maxsize=CONNECTIONS))
    client = Client(settings.twilio_account_sid, settings.auth_tokens[0], http_client=http)
    client.api.base_url = settings.twilio_api_url
    return client
