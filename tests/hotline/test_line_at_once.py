"""Two things at once about one officer's telephone line: they come free, or want a case, while a step is taken."""

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from hotline import cases, contacts, db
from hotline.alerts import escalation, lines
from hotline.alerts.by_hand import Answer, accept_by_hand
from hotline.alerts.endings import text_went
from hotline.alerts.escalation import escalate
from hotline.alerts.lines import line_ended
from hotline.alerts.opening import open_alert
from hotline.cityfile import apply_city, read_city
from hotline.models import Alert, AlertState, Case, ContactChannel, Notification, NotificationState
from hotline.notifications import adopt
from routing.models import Channel, Officer
from routing.roster import city
from tests.waiting import count_waiting_for_locks, wait_until
from webhooks.events import StatusChanged

TOWN = Path(__file__).parents[1] / "stories" / "town.yaml"
NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
PATIENCE = 10.0


@pytest.fixture
def first(engine: Engine) -> int:
    """A child for whom the only officer of the district is being rung; returns the alert."""
    with db.transaction(engine) as session:
        apply_city(session, read_city(TOWN), now=NOW)
    first = opened(engine)
    with db.transaction(engine) as session:
        assert escalate(session, first, now=NOW)
    assert who_is_called(engine, first) == ["cr1"]
    return first


@pytest.fixture
def second(engine: Engine, first: int) -> int:
    """Another child of the district, for whom nobody has been rung yet."""
    return opened(engine)


@pytest.fixture
def elsewhere() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def opened(engine: Engine) -> int:
    with db.transaction(engine) as session:
        case = cases.open_case(session, city(session), district="cai-rang", now=NOW, why="a test")
        return open_alert(session, case.id, now=NOW, ring_at=NOW, why="a test").id


def who_is_called(engine: Engine, alert: int) -> list[str]:
    with Session(engine) as session:
        calls = select(Notification.officer).where(
            Notification.alert_id == alert,
            Notification.channel == Channel.CALL,
            col(Notification.line_free_at).is_(None),
        )
        return sorted(session.exec(calls))


def hang_up(session: Session, alert: int) -> None:
    call = select(Notification.id).where(Notification.alert_id == alert, Notification.channel == Channel.CALL)
    line_ended(session, session.exec(call).one(), NotificationState.UNANSWERED, now=NOW)


def calls(session: Session, alert: int) -> None:
    """The child is on the line."""
    case = session.get_one(Case, session.get_one(Alert, alert).case_id)
    sid = f"CA{alert}"
    caller = contacts.insert_contact(session, ContactChannel.VOICE, sid, caller="+84900000001", called="x", now=NOW)
    assert caller
    contacts.attach(session, caller, case, now=NOW)


def in_transaction(engine: Engine, act: Callable[[Session], object]) -> None:
    with db.transaction(engine) as session:
        act(session)


def test_who_has_just_hung_up_is_rung_by_the_step_that_was_about_to_pass_them_over(
    engine: Engine, first: int, second: int, elsewhere: ThreadPoolExecutor
) -> None:
    with db.transaction(engine) as officer:
        hang_up(officer, first)
        step = elsewhere.submit(in_transaction, engine, lambda session: escalate(session, second, now=NOW))
        wait_until(lambda: step.done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
    step.result()
    assert who_is_called(engine, second) == ["cr1"]


def test_who_hangs_up_while_a_step_passes_them_over_is_offered_it(
    engine: Engine, first: int, second: int, elsewhere: ThreadPoolExecutor
) -> None:
    with db.transaction(engine) as step:
        assert escalate(step, second, now=NOW)
        officer = elsewhere.submit(in_transaction, engine, lambda session: hang_up(session, first))
        wait_until(lambda: officer.done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
    officer.result()
    assert who_is_called(engine, second) == ["boss", "cr1"]


def test_who_accepts_at_the_console_as_the_next_child_takes_their_line_is_told_so_and_the_first_one_rings_on(
    engine: Engine, first: int, second: int, elsewhere: ThreadPoolExecutor
) -> None:
    with db.transaction(engine) as session:
        hang_up(session, first)
        calls(session, first)
    answers = []
    with db.transaction(engine) as step:
        assert escalate(step, second, now=NOW)
        console = elsewhere.submit(
            in_transaction,
            engine,
            lambda session: answers.append(accept_by_hand(session, first, officer(session), now=NOW)),
        )
        wait_until(lambda: console.done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
    console.result()
    assert answers == [Answer.BUSY]
    with Session(engine) as session:
        assert session.get_one(Alert, first).state == AlertState.RINGING


def officer(session: Session) -> Officer:
    return session.get_one(Officer, "cr1")


def test_a_text_that_fails_as_an_officer_presses_a_key_holds_up_neither(
    engine: Engine, first: int, elsewhere: ThreadPoolExecutor
) -> None:
    with Session(engine) as session:
        texts = select(Notification.id).where(Notification.alert_id == first, Notification.channel == Channel.SMS)
        note, case = session.exec(texts).one(), session.get_one(Alert, first).case_id

    def fails(session: Session) -> None:
        assert adopt(session, note, "SM1", now=NOW)
        text_went(session, note, StatusChanged.said("SM1", "undelivered", "30003"), now=NOW)

    with db.transaction(engine) as key:
        db.locked(key, Case, case)
        status = elsewhere.submit(in_transaction, engine, fails)
        wait_until(lambda: status.done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
        db.locked(key, Alert, first)
    status.result()


def test_who_accepts_at_the_console_while_a_step_is_about_to_ring_them_holds_up_neither(
    engine: Engine, first: int, second: int, elsewhere: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(engine) as session:
        calls(session, first)
    has_looked, keep_lines = threading.Event(), escalation.keep_lines
    console: list[Future[None]] = []

    def keep_them(session: Session, officers: Iterable[Officer]) -> None:
        keep_lines(session, officers)
        has_looked.set()
        wait_until(lambda: console and (console[0].done() or count_waiting_for_locks(engine) >= 1), within=PATIENCE)

    def accepts(session: Session) -> object:
        return accept_by_hand(session, first, session.get_one(Officer, "boss"), now=NOW)

    monkeypatch.setattr(escalation, "keep_lines", keep_them)
    step = elsewhere.submit(in_transaction, engine, lambda session: escalate(session, second, now=NOW))
    assert has_looked.wait(PATIENCE)
    with ThreadPoolExecutor(1) as browser:
        console.append(browser.submit(in_transaction, engine, accepts))
        step.result()
        console[0].result()
    assert who_is_called(engine, second) == ["boss"]


def test_who_accepts_at_the_console_as_their_call_for_another_child_ends_holds_up_neither(
    engine: Engine, first: int, second: int, elsewhere: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction(engine) as session:
        calls(session, second)
    console: list[Future[None]] = []
    offer = lines.offer_free_officer

    def accepts(session: Session) -> object:
        return accept_by_hand(session, second, session.get_one(Officer, "cr1"), now=NOW)

    def offer_as_they_accept(session: Session, officer: str, *, now: datetime) -> None:
        console.append(elsewhere.submit(in_transaction, engine, accepts))
        wait_until(lambda: console[0].done() or count_waiting_for_locks(engine) == 1, within=PATIENCE)
        offer(session, officer, now=now)

    monkeypatch.setattr(lines, "offer_free_officer", offer_as_they_accept)
    with db.transaction(engine) as session:
        hang_up(session, first)
    console[0].result()
