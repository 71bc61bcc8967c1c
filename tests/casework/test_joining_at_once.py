"""A duplicate is joined at the very instant at which its caller writes again: nobody waits for the other for ever."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from hotline import cases, contacts
from hotline.alerts.opening import open_alert
from hotline.casework.closing import join_case
from hotline.casework.news import News, news_of
from hotline.casework.refusals import Refused
from hotline.models import Case, Contact, ContactChannel
from routing.models import City, Officer
from tests.waiting import count_waiting_for_locks, wait_until

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
CALLER, NEIGHBOUR = "+84900000001", "+84900000002"
PATIENCE = 10.0


@pytest.fixture
def both(engine: Engine) -> tuple[int, int]:
    """The case that goes on, and its duplicate, which the neighbour has told of."""
    with Session(engine) as session:
        session.add(City(name="Cần Thơ", case_prefix="CT"))
        session.add(Officer(id="nk1", name="Lan", phone="+84912000001"))
        session.flush()
        numbers = [writes(session, caller, f"SM{caller}") for caller in (CALLER, NEIGHBOUR)]
        session.commit()
    return numbers[0], numbers[1]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as pool:
        yield pool


def writes(session: Session, caller: str, sid: str) -> int:
    """As a text does; returns its case."""
    contact = contacts.insert_contact(session, ContactChannel.SMS, sid, caller=caller, called="x", now=NOW)
    assert contact
    cases.lock_caller(session, caller)
    case = cases.case_of_caller(session, caller)
    if case is None:
        case = cases.open_case(session, session.get_one(City, 1), district=None, now=NOW, why="a text")
    contacts.attach(session, contact, case, now=NOW)
    session.flush()
    open_alert(session, case.id, now=NOW, ring_at=NOW, why="a text")
    return case.id


def joins(session: Session, both: tuple[int, int], seen: News) -> str:
    """What the officer is told."""
    survivor, duplicate = both
    try:
        join_case(session, duplicate, survivor, who="nk1", now=NOW, version=1, seen=seen)
    except Refused as refused:
        session.rollback()
        return refused.reason
    return "joined"


def seen_by_officer(engine: Engine, both: tuple[int, int]) -> News:
    with Session(engine) as session:
        return news_of(session, both[1], who="nk1")


def in_transaction(engine: Engine, act: Callable[[Session], object]) -> object:
    with Session(engine) as session:
        told = act(session)
        session.commit()
        return told


def case_of_newest(engine: Engine) -> int | None:
    with Session(engine) as session:
        return session.exec(select(Contact.case_id).order_by(col(Contact.id).desc())).first()


def test_who_writes_while_their_case_is_being_joined_is_led_to_the_one_that_goes_on(
    engine: Engine, both: tuple[int, int], pool: ThreadPoolExecutor
) -> None:
    seen = seen_by_officer(engine, both)
    with Session(engine) as officer:
        assert joins(officer, both, seen) == "joined"
        text = pool.submit(in_transaction, engine, lambda session: writes(session, NEIGHBOUR, "SMagain"))
        wait_until(lambda: count_waiting_for_locks(engine) == 1, within=PATIENCE)
        officer.commit()
    assert text.result() == both[0]


def test_a_message_that_is_being_written_down_keeps_its_case_from_being_joined_unread(
    engine: Engine, both: tuple[int, int], pool: ThreadPoolExecutor
) -> None:
    seen = seen_by_officer(engine, both)
    with Session(engine) as caller:
        assert writes(caller, NEIGHBOUR, "SMagain") == both[1]
        join = pool.submit(in_transaction, engine, lambda session: joins(session, both, seen))
        wait_until(lambda: count_waiting_for_locks(engine) == 1, within=PATIENCE)
        caller.commit()
    assert join.result() == "news"
    assert case_of_newest(engine) == both[1]


@pytest.mark.parametrize("is_crosswise", [False, True])
def test_two_who_join_the_same_cases_and_a_caller_who_writes_do_not_lock_each_other_out(
    engine: Engine, both: tuple[int, int], pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, is_crosswise: bool
) -> None:
    """The text holds the duplicate, and asks for the other case when the second officer has come as far as they can."""
    seen, second = seen_by_officer(engine, both), both[::-1] if is_crosswise else both
    joining: list[Future[object]] = []

    def look_again(session: Session, case_id: int) -> int:
        last = joined_at_last(session, case_id)
        if last != case_id:
            wait_until(lambda: joining[0].done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
        return last

    joined_at_last = cases._joined_at_last
    monkeypatch.setattr(cases, "_joined_at_last", look_again)
    with Session(engine) as officer:
        assert joins(officer, both, seen) == "joined"
        text = pool.submit(in_transaction, engine, lambda session: writes(session, NEIGHBOUR, "SMagain"))
        wait_until(lambda: count_waiting_for_locks(engine) == 1, within=PATIENCE)
        joining.append(pool.submit(in_transaction, engine, lambda session: joins(session, second, seen)))
        wait_until(lambda: count_waiting_for_locks(engine) == 2, within=PATIENCE)
        officer.commit()
    assert text.result() == both[0]
    assert joining[0].result() in {"stale", "join_closed"}
    with Session(engine) as session:
        assert session.get_one(Case, both[1]).joined_to == both[0]
