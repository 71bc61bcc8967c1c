"""Test calls and officers' lines: a child who waits comes first."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.models import NotificationState, PhoneTest

GAVE_WAY = "gave_way"


def end_tests(session: Session, officer: str, *, now: datetime) -> list[str]:
    """An alert is about to ring this officer. Returns the SIDs of calls to be hung up first."""
    ended = session.exec(
        update(PhoneTest)
        .where(col(PhoneTest.officer) == officer, col(PhoneTest.ended_at).is_(None))
        .values(state=NotificationState.CANCELLED, error=GAVE_WAY, ended_at=now)
        .returning(col(PhoneTest.sid))
    ).scalars()
    return [sid for sid in ended if sid]


def phone_test_in_doubt(session: Session, officer: str, *, now: datetime) -> bool:
    """Whether the network may have a test call to this officer that it has not named."""
    in_doubt = select(PhoneTest.id).where(
        PhoneTest.officer == officer, col(PhoneTest.sid).is_(None), col(PhoneTest.claimed_until) > now
    )
    return session.exec(in_doubt.limit(1)).first() is not None
