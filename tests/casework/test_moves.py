"""Whatever happens to a case and in which order: only a human ends it, and its log tells how."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from hotline.alerts.nothing_done import ring_if_nothing_done
from hotline.alerts.opening import open_alert, running_alert
from hotline.alerts.unread import expect_reading, ring_if_unread
from hotline.cases import MOVES, case_that_goes_on
from hotline.casework.closing import close_case, join_case, reopen_case
from hotline.casework.news import news_of
from hotline.casework.refusals import Refused
from hotline.casework.taking import take_by_hand
from hotline.contacts import is_on_the_line
from hotline.db import locked
from hotline.models import Case, CaseEvent, CaseState, Contact, ContactChannel, ContactState, Disposition, event
from routing.models import City, Officer

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
Deed = Callable[[Session, Case, datetime], None]


def accepts(session: Session, case: Case, now: datetime) -> None:
    take_by_hand(session, locked(session, Case, case.id), "nk1", now=now)


def closes(session: Session, case: Case, now: datetime) -> None:
    close_case(
        session,
        case.id,
        Disposition.HELPED,
        who="nk1",
        now=now,
        version=case.version,
        seen=news_of(session, case.id, who="nk1"),
    )


def closes_at_once(session: Session, case: Case, now: datetime) -> None:
    close_case(
        session,
        case.id,
        Disposition.PRANK,
        who="nk2",
        now=now,
        version=case.version,
        seen=news_of(session, case.id, who="nk2"),
    )


def reopens(session: Session, case: Case, now: datetime) -> None:
    reopen_case(session, case.id, who="nk2", now=now, version=case.version)


def joins(session: Session, case: Case, now: datetime) -> None:
    other = session.exec(select(Case).where(Case.number == "other")).one()
    seen = news_of(session, case.id, who="nk1")
    join_case(session, case.id, other.id, who="nk1", now=now, version=case.version, seen=seen)


def rings(session: Session, case: Case, now: datetime) -> None:
    """As when the caller writes again; to a closed case nobody writes."""
    if case.state != CaseState.CLOSED:
        open_alert(session, case.id, now=now, ring_at=now, why="a new message")


def calls(session: Session, case: Case, now: datetime) -> None:
    if case.state != CaseState.CLOSED:
        sid = f"CA{now.timestamp()}"
        session.add(
            Contact(channel=ContactChannel.VOICE, sid=sid, caller="x", called="y", case_id=case.id, started_at=now)
        )


def hangs_up(session: Session, case: Case, now: datetime) -> None:
    for contact in session.exec(select(Contact).where(Contact.case_id == case.id)).all():
        contact.state, contact.ended_at = ContactState.ENDED, now


def nothing_is_done(session: Session, case: Case, now: datetime) -> None:
    """It is looked at some time after somebody took it, and perhaps rings."""
    ring_if_nothing_done(session, case.id, now=now + timedelta(hours=1))


def is_told_late(session: Session, case: Case, now: datetime) -> None:
    """Of a recording, in whichever case goes on; and nobody hears it for an hour."""
    goes_on = case_that_goes_on(session, case.id)
    for contact in session.exec(select(Contact).where(Contact.case_id == case.id)).all():
        session.add(event(goes_on.id, "contact.recording", now=now, subject=contact.id))
    expect_reading(session, goes_on, now=now)
    ring_if_unread(session, goes_on.id, now=now + timedelta(hours=1))


HUMAN_ENDS = {closes, closes_at_once, joins}
DEEDS = [accepts, closes, closes_at_once, reopens, joins, rings, calls, hangs_up, nothing_is_done, is_told_late]


def holds(session: Session, case: Case) -> None:
    is_closed = case.state == CaseState.CLOSED
    assert is_closed == (case.disposition is not None) == (case.closed_by is not None) == (case.closed_at is not None)
    assert not is_closed or not (running_alert(session, case.id) or is_on_the_line(session, case.id))
    assert case.state == CaseState.OPEN or case.acknowledged_by is not None
    log = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.what == "case.state")
    moves = [(line.before, line.after) for line in session.exec(log.order_by(col(CaseEvent.id))).all()]
    assert all(CaseState(after or "") in MOVES[CaseState(before)] for before, after in moves if before)
    assert not moves or moves[-1][1] == case.state


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from(DEEDS), max_size=12))
def test_only_a_human_ends_a_case(engine: Engine, deeds: list[Deed]) -> None:
    with Session(engine, expire_on_commit=False) as session:
        case = Case(number="one", opened_at=START)
        session.add_all([City(name="Cần Thơ", case_prefix="CT"), case, Case(number="other", opened_at=START)])
        session.add_all(Officer(id=name, name=name, phone=f"+8491200000{name[-1]}") for name in ("nk1", "nk2"))
        session.flush()
        for minute, deed in enumerate(deeds, 1):
            before = case.state
            with suppress(Refused), session.begin_nested():
                deed(session, case, START + timedelta(minutes=minute))
            session.flush()
            session.refresh(case)
            if case.state == CaseState.CLOSED != before:
                assert deed in HUMAN_ENDS
            holds(session, case)
        session.rollback()
