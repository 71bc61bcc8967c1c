"""One telephone, two reasons to ring it: an alarm's call never keeps an officer from a child's."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Exists, exists
from sqlmodel import Session, col, select

from hotline.models import AlarmNotice, Notification
from hotline.notifications import on_line
from routing.models import Channel

CALL_LASTS = timedelta(seconds=60)
"""The ringing and the sentence of an alarm's call; its end is not told to us."""


def alarm_calls_under_way(session: Session, officer: str, *, now: datetime) -> list[str]:
    """SIDs of the calls about alarms that may still occupy this officer's line."""
    lately = col(AlarmNotice.sent_at) > now - CALL_LASTS
    calls = select(AlarmNotice.sid).where(AlarmNotice.officer == officer, AlarmNotice.channel == Channel.CALL, lately)
    return [sid for sid in session.exec(calls).all() if sid]


def is_wanted_by_a_child(session: Session, officer: str) -> bool:
    """Whether a case's call to this officer is due or under way."""
    return session.exec(select(_case_call().where(col(Notification.officer) == officer))).one()


def rings_for_a_child() -> ColumnElement[bool]:
    """Where the officer of a notice has a case's call."""
    return _case_call().where(col(Notification.officer) == col(AlarmNotice.officer))


def _case_call() -> Exists:
    return exists().where(on_line())
