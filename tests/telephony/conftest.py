"""A real telephone network on this machine, and our way to it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from hotline.settings import Settings
from hotline.simulator.clocks import PushableClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.server import serve_in_thread
from hotline.telephony import TwilioTelephony

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
NOBODY = "http://127.0.0.1:9"
"""Nothing listens there."""


@pytest.fixture
def clock() -> PushableClock:
    return PushableClock(NOW)


@pytest.fixture
def network(settings: Settings, clock: PushableClock) -> Iterator[Network]:
    network = Network(account_sid=settings.twilio_account_sid, auth_token=settings.auth_tokens[0], clock=clock)
    network.faults.lost_seconds = 0.1
    network.add_line(Line.of(settings.hotline_number, NOBODY))
    with serve_in_thread(network):
        yield network


@pytest.fixture
def telephony(settings: Settings, network: Network, clock: PushableClock) -> TwilioTelephony:
    return TwilioTelephony(settings.model_copy(update={"twilio_api_url": network.api_url}), clock)
