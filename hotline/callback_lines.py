"""Calls back and officers' lines: an officer has one call at a time, and a child who waits comes first."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col, select

from hotline.models import Callback, CallbackState, Notification, event
from hotline.notifications import on_line

NOT_YET = (CallbackState.QUEUED, CallbackState.RINGING_OFFICER)
"""The officer has not pressed a key yet: an alert's call takes the line."""
TALKING = (CallbackState.RINGING_CALLER, CallbackState.CONNECTED)
"""The officer is with a caller, or about to be: alerts pass them over until they come free."""
GAVE_WAY = "gave_way"
RUNG_WITHIN = timedelta(minutes=3)
"""After a call back was asked for, its officer's telephone may ring for so long; its end may not be told to us."""


def calls_back() -> ColumnElement[bool]:
    return col(Callback.ended_at).is_(None) & col(Callback.state).in_(TALKING)


def busy_with_callers(session: Session, officers: list[str]) -> set[str]:
    """Who of these is on a call back."""
    return set(session.exec(select(Callback.officer).where(col(Callback.officer).in_(officers), calls_back())).all())


def is_rung_for_an_alert(session: Session, officer: str) -> bool:
    """Whether a case's call to this officer is due or under way."""
    return (
        session.exec(select(Notification.id).where(Notification.officer == officer, on_line()).limit(1)).first()
        is not None
    )


def give_way(session: Session, officer: str, *, now: datetime) -> list[str]:
    """An alert is about to ring this officer: their call back ends, unless they have pressed the key.

    Returns the SIDs of calls to be hung up first.
    """
    ended = session.exec(
        update(Callback)
        .where(col(Callback.officer) == officer, col(Callback.ended_at).is_(None), col(Callback.state).in_(NOT_YET))
        .values(state=CallbackState.FAILED, error=GAVE_WAY, ended_at=now)  # a claim stays: its call may yet ring
        .returning(Callback)
    ).scalars()
    sids = []
    for callback in ended:
        session.add(_gave_way(callback, now=now))
        sids.append(callback.sid)
    return [sid for sid in sids if sid]


def callback_in_doubt(session: Session, officer: str, *, now: datetime) -> bool:
    """Whether the network may have a call back's call to this officer that it has not named."""
    in_doubt = select(Callback.id).where(
        Callback.officer == officer,
        col(Callback.sid).is_(None),
        col(Callback.claimed_until).is_not(None),
        col(Callback.created_at) > now - RUNG_WITHIN,
    )
    return session.exec(in_doubt.limit(1)).first() is not None


def _gave_way(callback: Callback, *, now: datetime) -> object:
    return event(
        callback.case_id, "callback.state", now=now, subject=callback.id, after=CallbackState.FAILED, why=GAVE_WAY
    )
