"""Callers of whom nothing is heard: their end may have been lost on its way to us."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, select

from hotline.contacts import PATIENCE, is_live
from hotline.models import Contact, ContactState, Stage

MOST_AT_ONCE = 8
"""Callers of whom the watch loop asks at once: a flood of lost ends must not hold up what else is due."""

TURNS = timedelta(seconds=15)
"""Whoever waits in the queue is heard of twice in that time."""

_HEARD_AT = col(Contact.stale_at) - case(PATIENCE, value=col(Contact.stage))


def stale_callers(session: Session, *, now: datetime) -> list[int]:
    """Contacts of whom nothing was heard for too long: the end of their call was never told."""
    stale = select(Contact.id).where(Contact.state == ContactState.OPEN, col(Contact.stale_at) <= now)
    return list(session.exec(stale.order_by(col(Contact.stale_at)).limit(MOST_AT_ONCE)).all())


def caller_for_officer(session: Session, case_id: int, *, now: datetime, was_missed: bool = False) -> Contact | None:
    """Whom an officer is put through to, locked: of the callers of this case who wait for a human the first one.

    `was_missed`: one was not in the queue just now. Then whoever was heard of last is there most likely.
    """
    order = [_HEARD_AT.desc(), col(Contact.id).desc()] if was_missed else [_is_silent(now), col(Contact.id)]
    waiting = select(Contact).where(is_live(case_id)).order_by(*order).limit(1).with_for_update(key_share=True)
    return session.exec(waiting.execution_options(populate_existing=True)).first()


def _is_silent(now: datetime) -> ColumnElement[bool]:
    """Sorts who should have been heard of meanwhile behind all others: false comes before true."""
    return (col(Contact.stage) == Stage.WAITING) & (now - TURNS > _HEARD_AT)
