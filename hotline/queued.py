"""Rows that wait to be given to the network: which of them are due, and how one process makes one its own."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from hotline.models import AlarmNotice, Callback, CaseMessage, Notification, NotificationState, OfficerText

Queued = type[Notification] | type[AlarmNotice] | type[Callback] | type[CaseMessage] | type[OfficerText]
Message = TypeVar("Message", CaseMessage, OfficerText)


def is_free(table: Queued, now: datetime) -> ColumnElement[bool]:
    """Where a row has not been sent, and no process is busy with it."""
    unclaimed = col(table.claimed_until).is_(None) | (col(table.claimed_until) <= now)
    return (col(table.state) == NotificationState.QUEUED) & unclaimed


def is_due(table: Queued, now: datetime, *, since: datetime | None = None) -> ColumnElement[bool]:
    """Where it was to be sent by `since` as well, else by now."""
    return is_free(table, now) & (col(table.send_after) <= (since or now))


def claim(session: Session, table: type[Message], row: int, *, until: datetime, now: datetime) -> Message | None:
    """One more attempt, ours alone until then. None when it isn't due, or another process has it."""
    claimed = session.exec(
        update(table)
        .where(col(table.id) == row, is_due(table, now))
        .values(claimed_until=until, attempts=table.attempts + 1)
        .returning(col(table.id))
    ).scalar_one_or_none()
    return None if claimed is None else session.get_one(table, row, populate_existing=True)
