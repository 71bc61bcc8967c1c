"""The telephone network's order API is in trouble: answers get lost, processes die in mid-order, nothing is taken."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hotline.doctor.city import check_city
from hotline.failing_numbers import failing_numbers
from hotline.models import Alarm, AlarmNotice, NotificationState, PhoneTest
from hotline.notifications import adopt
from hotline.sending import delivery
from hotline.sending.claim import Order
from hotline.service import Service
from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.phones import Phone
from routing.models import Channel

from .town import Town

TAKEN_OVER = 5
"""Seconds within which somebody else does what a dead process has left."""
TRIED_AGAIN = 7
"""Seconds within which a network that is well again gets every order: it is asked nothing for two of them at most, and
who is refused then comes back after four at most.
"""


@pytest.fixture(autouse=True)
def _a_lost_answer_is_soon_given_up(town: Town) -> None:
    town.faults.lost_seconds = 0.1


def call_from_cai_rang(child: Phone) -> None:
    """Tuấn alone is on duty there: one call and one text are ordered."""
    child.calls()
    child.presses("3")


def dies_in(monkeypatch: pytest.MonkeyPatch, step: str, times: int = 1) -> None:
    """The process that sends dies when it comes to this step; what it would have done after that is never done."""
    whole: Callable[..., Any] = getattr(delivery, step)
    deaths = iter([True] * times)

    def die(*args: Any, **values: Any) -> Any:
        if next(deaths, False):
            raise RuntimeError("killed")
        return whole(*args, **values)

    monkeypatch.setattr(delivery, step, die)


def texts_with(phone: Phone, words: str) -> int:
    return sum(words in text for text in phone.inbox)


def test_a_call_and_a_text_whose_answers_were_lost_are_found_there_and_not_ordered_again(
    town: Town, child: Phone, tuan: Phone
) -> None:
    town.faults.hold_callbacks = True
    town.faults.rest.extend([RestFault.LOST_AFTER] * 2)
    call_from_cai_rang(child)
    town.passes(3)
    assert (tuan.rang, texts_with(tuan, "Ca khẩn cấp")) == (1, 1)
    assert [row["state"] for row in town.notifications("cr1")] == ["sent"]
    assert [row["state"] for row in town.notifications("cr1", "sms")] == ["sent"]
    tuan.answers()
    tuan.presses("1")
    tuan.talks_with(child)


def test_a_call_whose_answer_was_lost_and_that_has_ended_meanwhile_is_settled_by_how_it_ended(
    town: Town, child: Phone, tuan: Phone
) -> None:
    town.faults.hold_callbacks = True
    town.faults.rest.append(RestFault.LOST_AFTER)
    call_from_cai_rang(child)
    tuan.declines()
    assert town.notifications("cr1")[0]["state"] == "queued"
    town.passes(2)
    (call,) = town.notifications("cr1")
    assert (call["state"], call["error"]) == ("unanswered", "busy")
    assert tuan.rang == 1


def test_when_the_look_up_fails_as_well_it_is_ordered_again(town: Town, child: Phone, tuan: Phone) -> None:
    town.faults.rest.extend([RestFault.LOST_BEFORE] * 2)
    town.faults.questions.extend([RestFault.SERVER_ERROR] * 2)
    call_from_cai_rang(child)
    town.passes(3)
    assert (tuan.rang, texts_with(tuan, "Ca khẩn cấp")) == (1, 1)


def test_two_texts_with_the_same_words_are_both_sent_though_the_first_ones_answer_was_lost(
    town: Town, child: Phone, desk_officer: Phone, manager: Phone
) -> None:
    """The managers are told again and again of an exhausted alert; each time the text says the same."""
    town.faults.hold_callbacks = True
    child.texts("con ở Cái Răng")
    town.passes(170)
    read = texts_with(manager, "Ca khẩn cấp")
    town.faults.rest.extend([RestFault.LOST_AFTER] * 2)
    town.passes(300)
    assert texts_with(manager, "Ca khẩn cấp") == read + 1
    sids = [row["sid"] for row in town.notifications("boss", "sms")]
    assert None not in sids
    assert len(set(sids)) == len(sids)


def test_a_call_that_has_just_ended_is_not_taken_for_the_next_one_in_doubt(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    child.texts("con ở Cái Răng")
    neighbour.texts("ở Cái Răng có chuyện")
    town.faults.rest.append(RestFault.LOST_BEFORE)
    tuan.declines()
    assert tuan.rang == 1
    town.passes(2)
    assert tuan.rang == 2


def test_a_call_that_may_as_well_be_about_an_alarm_is_not_taken_for_an_alert(
    town: Town, child: Phone, tuan: Phone
) -> None:
    town.faults.hold_callbacks = True
    now = town.clock.now()
    with town.service.transaction() as session:
        alarm = Alarm(kind="queue", raised_at=now, seen_at=now, tell_at=now)
        session.add(alarm)
        session.flush()
        in_doubt = {"attempts": 1, "created_at": now, "claimed_until": now}
        session.add(AlarmNotice(alarm_id=alarm.id, officer="cr1", channel=Channel.CALL, phone=tuan.number, **in_doubt))
    town.faults.rest.append(RestFault.LOST_AFTER)
    call_from_cai_rang(child)
    tuan.declines()
    town.passes(2)
    assert tuan.rang == 2


def test_a_call_that_may_as_well_prove_a_telephone_is_not_taken_for_an_alert(
    town: Town, child: Phone, tuan: Phone
) -> None:
    town.faults.hold_callbacks = True
    town.faults.rest.append(RestFault.LOST_AFTER)
    now = town.clock.now()
    soon = now + timedelta(minutes=1)
    with town.service.transaction() as session:
        ordered = {"state": NotificationState.SENT, "created_at": now, "claimed_until": soon}
        session.add(PhoneTest(officer="cr1", phone=tuan.number, **ordered))
    call_from_cai_rang(child)
    tuan.declines()
    town.passes(2)
    assert tuan.rang == 2


def test_an_officer_whose_call_was_ordered_twice_has_one_of_them_taken_back(
    town: Town, child: Phone, tuan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes gave the same order: the answer to the first came in while the second was on its way."""
    deliver = delivery._deliver

    def deliver_twice(service: Service, order: Order) -> str:
        first = deliver(service, order)
        with service.transaction() as session:
            adopt(session, order.notification, first, now=service.clock.now())
        return deliver(service, order)

    monkeypatch.setattr(delivery, "_deliver", deliver_twice)
    call_from_cai_rang(child)
    town.passes(1)
    live = [call for call in town.network.exchange.calls.values() if call.live and call.phone == tuan.number]
    assert [call.sid for call in live] == [row["sid"] for row in town.notifications("cr1")]


@pytest.mark.in_time
def test_a_worker_that_dies_between_the_order_and_its_record_has_its_call_found_within_five_seconds(
    town: Town, child: Phone, tuan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.faults.hold_callbacks = True
    dies_in(monkeypatch, "confirm", times=2)
    call_from_cai_rang(child)
    assert town.notifications("cr1")[0]["state"] == "queued"
    town.passes(TAKEN_OVER)
    assert town.notifications("cr1")[0]["state"] == "sent"
    assert (tuan.rang, texts_with(tuan, "Ca khẩn cấp")) == (1, 1)


@pytest.mark.in_time
def test_a_worker_that_dies_before_the_order_has_it_given_by_another_process_within_five_seconds(
    town: Town, child: Phone, tuan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies_in(monkeypatch, "_deliver", times=2)
    call_from_cai_rang(child)
    tuan.is_not_ringing()
    town.staff.worker_lives = False
    town.passes(TAKEN_OVER)
    tuan.rings()


def test_a_slow_network_is_waited_for_and_asked_once(town: Town, child: Phone, tuan: Phone) -> None:
    town.faults.slow_seconds = 0.3
    town.faults.rest.extend([RestFault.SLOW] * 2)
    call_from_cai_rang(child)
    assert (tuan.rang, texts_with(tuan, "Ca khẩn cấp")) == (1, 1)
    assert town.notifications("cr1")[0]["attempts"] == 1


def test_a_network_that_asks_for_a_pause_gets_it(town: Town, child: Phone, tuan: Phone) -> None:
    town.faults.retry_after = 3
    town.faults.rest.extend([RestFault.TOO_MANY] * 2)
    call_from_cai_rang(child)
    town.passes(2)
    tuan.is_not_ringing()
    town.passes(2)
    tuan.rings()
    assert town.notifications("cr1")[0]["attempts"] == 2


def test_a_caller_whose_officers_cannot_be_rung_is_passed_on_to_the_desk_and_the_alert_goes_on(
    town: Town, child: Phone, desk: Phone, tuan: Phone, hoa: Phone, manager: Phone
) -> None:
    town.faults.rest.extend([RestFault.SERVER_ERROR] * 500)
    call_from_cai_rang(child)
    town.passes(13)
    desk.answers()
    desk.talks_with(child)
    assert not town.service.telephony.health().ok
    town.faults.rest.clear()
    town.passes(TRIED_AGAIN)
    tuan.rings()
    assert town.record("alerts")["step"] == 1
    assert town.service.telephony.health().ok


def test_an_account_that_is_refused_shortens_no_step_and_is_no_officers_fault(
    town: Town, child: Phone, tuan: Phone
) -> None:
    town.network.exchange.auth_token, token = "replaced", town.network.exchange.auth_token
    child.texts("con ở Cái Răng")
    town.passes(8)
    assert town.record("alerts")["step"] == 1
    with town.service.transaction() as session:
        assert failing_numbers(session) == []
    town.network.exchange.auth_token = token
    town.passes(TRIED_AGAIN)
    tuan.rings()


def test_an_officer_whose_number_is_refused_is_listed_since_then_until_it_is_reached_again(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    town.faults.set_habit(tuan.number, Habit.INVALID)
    began = town.clock.now()
    call_from_cai_rang(child)
    town.passes(1)
    with town.service.transaction() as session:
        failing = failing_numbers(session)
    assert {(one.officer, one.channel) for one in failing} == {("cr1", Channel.CALL), ("cr1", Channel.SMS)}
    assert {one.since for one in failing} == {began}
    assert all("21211" in one.error for one in failing)
    with town.service.transaction() as session:
        told = [finding.state for finding in check_city(session, now=town.clock.now())]
    assert any("can't reach cr1 by call since 03.03. 02:00" in state for state in told)
    town.faults.set_habit(tuan.number, Habit.HUMAN)
    neighbour.calls()
    neighbour.presses("3")
    tuan.declines()
    with town.service.transaction() as session:
        assert failing_numbers(session) == []


def test_a_carrier_that_cannot_reach_an_officer_is_told_by_its_callbacks(town: Town, child: Phone, tuan: Phone) -> None:
    town.faults.set_habit(tuan.number, Habit.FAILED)
    call_from_cai_rang(child)
    town.passes(1)
    with town.service.transaction() as session:
        failing = failing_numbers(session)
    assert {(one.officer, one.channel) for one in failing} == {("cr1", Channel.CALL), ("cr1", Channel.SMS)}
