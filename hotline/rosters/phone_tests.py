"""A test call, as a row: asked for, rung, proven by a key or over without one.

It is rung once. A test of which nobody knows whether it was ordered is over; somebody asks for another one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from hotline.callback_lines import busy_with_callers, is_rung_for_an_alert
from hotline.db import lock_word
from hotline.models import NotificationState, PhoneTest
from hotline.phone_test_lines import GAVE_WAY
from hotline.wakeups import ask
from routing.models import Officer

QUEUED, SENT, ACCEPTED = NotificationState.QUEUED, NotificationState.SENT, NotificationState.ACCEPTED
LASTS = timedelta(minutes=2)
"""From the order to the last sentence; then a test whose end nobody has told counts as over."""
LATEST = timedelta(minutes=5)
"""Nobody is rung later than that after they were asked: they wait no longer."""


@dataclass(frozen=True)
class Order:
    """One claimed test call."""

    test: int
    phone: str


def is_due(now: datetime) -> ColumnElement[bool]:
    return (col(PhoneTest.state) == QUEUED) & (col(PhoneTest.send_after) <= now)


def being_tested(session: Session, officers: Collection[str], *, now: datetime) -> set[str]:
    """To whom of these a test call is to be made, or under way."""
    tests = select(PhoneTest.officer).where(col(PhoneTest.officer).in_(officers), col(PhoneTest.ended_at).is_(None))
    waits = col(PhoneTest.claimed_until).is_(None) & (col(PhoneTest.created_at) > now - LATEST)
    return set(session.exec(tests.where(waits | (col(PhoneTest.claimed_until) > now))))


def is_busy(session: Session, officer: str) -> bool:
    """Whether this officer is rung or talks about a case: then no test comes in between."""
    return is_rung_for_an_alert(session, officer) or bool(busy_with_callers(session, [officer]))


def ask_for_test(session: Session, officer: Officer, *, by: str, now: datetime) -> bool:
    """Ring this officer to prove their telephone. False while they are busy; a test under way is enough."""
    lock_word(session, f"phone test {officer.id}")
    if is_busy(session, officer.id):
        return False
    if not being_tested(session, [officer.id], now=now):
        test = PhoneTest(officer=officer.id, phone=officer.phone, asked_by=by, created_at=now, send_after=now)
        session.add(test)
        session.flush()
        ask(session, "test_phone", test.id)
    return True


def claim(session: Session, test_id: int, *, now: datetime) -> Order | None:
    """Make this test ours to ring. None when another process has it, or it is not to be made any more."""
    claimed = session.exec(
        update(PhoneTest)
        .where(col(PhoneTest.id) == test_id, is_due(now))
        .values(state=SENT, send_after=None, claimed_until=now + LASTS)
        .returning(col(PhoneTest.id))
    ).scalar_one_or_none()
    if claimed is None:
        return None
    test = session.get_one(PhoneTest, test_id, populate_existing=True)
    if is_busy(session, test.officer):
        end(session, test_id, NotificationState.CANCELLED, now=now, error=GAVE_WAY)
    elif now - test.created_at > LATEST:
        end(session, test_id, NotificationState.CANCELLED, now=now, error="late")
    else:
        return Order(test_id, test.phone)
    return None


def confirm(session: Session, test_id: int, sid: str) -> bool:
    """The network rings. False when it is not wanted any more."""
    wanted = update(PhoneTest).where(col(PhoneTest.id) == test_id).values(sid=sid)
    ended_at = session.exec(wanted.returning(col(PhoneTest.ended_at))).scalar_one()
    return ended_at is None


def prove(session: Session, test_id: int, *, now: datetime) -> None:
    """The key was pressed on that telephone. It counts whatever we believed of the call before."""
    session.exec(
        update(PhoneTest)
        .where(col(PhoneTest.id) == test_id, col(PhoneTest.proven_at).is_(None))
        .values(state=ACCEPTED, proven_at=now, error=None)
    )


def end(session: Session, test_id: int, state: NotificationState, *, now: datetime, error: str | None = None) -> None:
    """The call is over; `state` is what that means if no key was pressed. Told twice, the first one holds."""
    over = update(PhoneTest).where(col(PhoneTest.id) == test_id, col(PhoneTest.ended_at).is_(None))
    session.exec(over.where(col(PhoneTest.proven_at).is_not(None)).values(ended_at=now))
    session.exec(over.values(ended_at=now, state=state, error=error))
