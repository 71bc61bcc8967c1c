"""An officer writes to a caller by the hotline's number."""

import pytest
from sqlmodel import select

from hotline.casework.contact_safety import set_safety
from hotline.casework.messages import write_message
from hotline.casework.refusals import Refused
from hotline.db import locked
from hotline.models import Case, CaseMessage, Contact, NotificationState
from hotline.reconciliation import Reconciliation
from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.phones import Phone

from .town import Town

WORDS = "Bạn vẫn ổn chứ? Khi nào tiện thì nhắn lại nhé."


@pytest.fixture(autouse=True)
def _accepted(town: Town, child: Phone, lan: Phone) -> None:
    """Lan has accepted the case of a child who has written."""
    child.texts("con sợ lắm, con ở Cái Khế")
    lan.answers()
    lan.presses("1")
    lan.is_not_on_a_call()


def writes(town: Town, words: str = WORDS, *, safe: bool = True) -> None:
    with town.service.transaction() as session:
        case, contact = town.record("cases")["id"], town.record("contacts")["id"]
        now, mark = town.clock.now(), "a-form-of-the-page"
        write_message(session, case, contact, words, safe=safe, who="nk1", form_id=mark, now=now, version=1)
    town.network.wait_idle()


def message(town: Town) -> CaseMessage:
    with town.service.transaction() as session:
        return session.exec(select(CaseMessage)).one()


def test_the_child_reads_it_once_and_the_record_says_that_it_arrived(town: Town, child: Phone) -> None:
    writes(town)
    writes(town)
    child.reads(WORDS)
    assert child.inbox.count(WORDS) == 1
    assert message(town).state == NotificationState.SENT
    assert [event["what"] for event in town.records("events")].count("message.delivered") == 1


@pytest.mark.parametrize(
    ("words", "safe", "why"),
    [(WORDS, False, "not_safe"), (" ", True, "message_length"), ("ă" * 300, True, "message_length")],
)
def test_what_must_not_be_sent_is_not(town: Town, child: Phone, words: str, safe: bool, why: str) -> None:
    before = child.inbox
    with pytest.raises(Refused, match=why):
        writes(town, words, safe=safe)
    assert child.inbox == before


def test_nobody_writes_to_a_withheld_number(town: Town) -> None:
    with town.service.transaction() as session:
        session.exec(select(Contact)).one().caller = "anonymous"
    with pytest.raises(Refused, match="withheld"):
        writes(town)


def test_a_network_in_trouble_is_tried_again_and_a_lost_answer_sends_nothing_twice(town: Town, child: Phone) -> None:
    town.faults.lost_seconds = 0.1
    town.faults.rest += [RestFault.SERVER_ERROR, RestFault.LOST_AFTER]
    writes(town)
    for _ in range(6):
        town.passes(5)
    assert child.inbox.count(WORDS) == 1
    assert message(town).state == NotificationState.SENT


def test_a_message_that_waits_is_taken_back_when_somebody_learns_that_it_is_not_safe(town: Town, child: Phone) -> None:
    town.faults.rest.append(RestFault.SERVER_ERROR)
    town.staff.watch_lives = False
    writes(town)
    with town.service.transaction() as session:
        case = locked(session, Case, town.record("cases")["id"])
        set_safety(session, case, safe=False, who="nk2", now=town.clock.now())
    town.staff.watch_lives = True
    town.passes(10)
    assert WORDS not in child.inbox
    assert message(town).state == NotificationState.CANCELLED


def test_a_service_that_stood_still_sends_nothing_hours_later(town: Town, child: Phone) -> None:
    town.staff.worker_lives = town.staff.watch_lives = False
    writes(town)
    town.passes(3600)
    town.staff.watch_lives = True
    town.passes(5)
    assert WORDS not in child.inbox
    assert message(town).state == NotificationState.FAILED


def loses_power(town: Town, order: RestFault) -> None:
    """While a message is being ordered, and for longer than anybody waits for it."""
    town.faults.lost_seconds = 0.1
    town.faults.drops_webhook = lambda url: "/sms/message/" in url
    town.faults.rest.append(order)
    town.staff.watch_lives = False
    writes(town)
    assert message(town).unsure_since is not None
    town.passes(8 * 3600)
    town.staff.watch_lives = True


@pytest.mark.parametrize("network", ["answers", "is away"])
def test_an_order_in_doubt_is_not_given_hours_later(town: Town, child: Phone, network: str) -> None:
    loses_power(town, RestFault.LOST_BEFORE)
    town.faults.questions += [RestFault.SERVER_ERROR] * (20 if network == "is away" else 0)
    town.passes(5)
    assert WORDS not in child.inbox
    assert (message(town).state, message(town).error) == (NotificationState.FAILED, "it was too late to send it")


def test_an_order_in_doubt_that_was_taken_is_found_hours_later(town: Town, child: Phone) -> None:
    loses_power(town, RestFault.LOST_AFTER)
    town.passes(5)
    assert child.inbox.count(WORDS) == 1
    assert message(town).state == NotificationState.SENT


@pytest.mark.parametrize("habit", [Habit.UNDELIVERED, Habit.OPTED_OUT])
def test_a_message_that_does_not_arrive_is_told(town: Town, child: Phone, habit: Habit) -> None:
    town.faults.set_habit(child.number, habit)
    writes(town)
    town.passes(1)
    assert message(town).state == NotificationState.FAILED


def test_a_failure_that_was_never_told_is_found(town: Town, child: Phone) -> None:
    reconciliation = Reconciliation(town.service)
    town.faults.set_habit(child.number, Habit.UNDELIVERED)
    town.faults.drops_webhook = lambda url: "/sms/message/" in url
    writes(town)
    town.passes(60)
    assert message(town).state == NotificationState.SENT
    reconciliation.look()
    assert (message(town).state, message(town).error) == (NotificationState.FAILED, "undelivered 30003")


@pytest.mark.parametrize("lives", ["worker", "watch"])
def test_whoever_of_worker_and_watch_lives_sends_it(town: Town, child: Phone, lives: str) -> None:
    town.staff.worker_lives, town.staff.watch_lives = lives == "worker", lives == "watch"
    writes(town)
    town.passes(1)
    child.reads(WORDS)
