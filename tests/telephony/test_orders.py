"""What an order's error means: refused for good, worth another try, perhaps taken all the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import Response

from hotline.errors import TelephonyError
from hotline.settings import Settings
from hotline.simulator.clocks import PushableClock
from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.network import Network
from hotline.telephony import TwilioTelephony
from hotline.telephony.guard import FAILURES, PAUSE_SECONDS
from hotline.telephony.refusals import mind_rush

from .conftest import NOBODY, NOW

OFFICER = "+84912000001"


def ring(telephony: TwilioTelephony, number: str = OFFICER) -> str:
    return telephony.ring(
        number,
        answer_url=f"{NOBODY}/officer",
        status_url=f"{NOBODY}/status",
        fallback_url=f"{NOBODY}/fallback",
        seconds=25,
    )


def failure(telephony: TwilioTelephony) -> TelephonyError:
    with pytest.raises(TelephonyError) as failed:
        ring(telephony)
    return failed.value


@pytest.mark.parametrize(
    ("fault", "is_taken"),
    [
        (RestFault.SERVER_ERROR, False),
        (RestFault.NOT_JSON, False),
        (RestFault.LOST_BEFORE, False),
        (RestFault.LOST_AFTER, True),
    ],
)
def test_an_order_without_a_usable_answer_may_have_been_taken(
    telephony: TwilioTelephony, network: Network, fault: RestFault, is_taken: bool
) -> None:
    network.faults.rest.append(fault)
    error = failure(telephony)
    assert error.unsure
    assert not error.permanent
    assert len(telephony.calls_ordered(OFFICER)) == is_taken


def test_a_network_that_says_nothing_is_not_waited_for_longer_than_set(
    settings: Settings, network: Network, clock: PushableClock
) -> None:
    network.faults.lost_seconds = 60.0
    network.faults.rest.append(RestFault.LOST_BEFORE)
    impatient = {"twilio_api_url": network.api_url, "timeout_telephony_read": 0.1}
    assert failure(TwilioTelephony(settings.model_copy(update=impatient), clock)).unsure


def test_too_many_orders_were_not_taken_and_say_when_to_come_back(telephony: TwilioTelephony, network: Network) -> None:
    network.faults.retry_after = 2
    network.faults.rest.append(RestFault.TOO_MANY)
    error = failure(telephony)
    assert (error.permanent, error.unsure, error.retry_after) == (False, False, 2.0)


def test_a_number_that_is_refused_is_refused_for_good(telephony: TwilioTelephony, network: Network) -> None:
    network.faults.set_habit(OFFICER, Habit.INVALID)
    error = failure(telephony)
    assert (error.permanent, error.unsure, error.code) == (True, False, 21211)
    assert OFFICER not in str(error)


def test_an_account_that_is_refused_may_be_mended_meanwhile(telephony: TwilioTelephony, network: Network) -> None:
    network.exchange.auth_token = "another"
    error = failure(telephony)
    assert (error.permanent, error.unsure, error.code) == (False, False, 20003)


def test_an_order_that_met_nobody_was_not_taken(settings: Settings, clock: PushableClock) -> None:
    error = failure(TwilioTelephony(settings.model_copy(update={"twilio_api_url": NOBODY}), clock))
    assert (error.permanent, error.unsure) == (False, False)


@given(st.text(max_size=20) | st.integers(min_value=0).map(str))
def test_whatever_a_429_says_the_wait_is_bounded(header: str) -> None:
    response = Response()
    response.status_code = 429
    response.headers["Retry-After"] = header
    with pytest.raises(TelephonyError) as refused:
        mind_rush(response)
    assert 0 <= (refused.value.retry_after or 0) <= 3600


def test_health_tells_since_when_there_is_trouble_until_an_order_is_taken(
    telephony: TwilioTelephony, network: Network, clock: PushableClock
) -> None:
    assert telephony.health().ok
    assert telephony.health().last_ok_at is None
    network.faults.rest.extend([RestFault.SERVER_ERROR] * FAILURES)
    for _ in range(FAILURES):
        failure(telephony)
        clock.push(1)
    health = telephony.health()
    assert (health.ok, health.since, health.last_ok_at) == (False, NOW, None)
    clock.push(PAUSE_SECONDS)
    ring(telephony)
    health = telephony.health()
    assert (health.ok, health.since, health.last_ok_at) == (True, None, clock.now())


def test_a_network_that_answers_questions_is_well_again_though_nothing_has_been_ordered_since(
    telephony: TwilioTelephony, network: Network, clock: PushableClock
) -> None:
    network.faults.rest.extend([RestFault.SERVER_ERROR] * FAILURES)
    for _ in range(FAILURES):
        failure(telephony)
    telephony.ask_account()
    assert not telephony.health().ok, "orders failed only just now"
    clock.push(60)
    telephony.ask_account()
    assert telephony.health().ok
