"""A machine's clock was set back by hours: what was planned by the old time is planned by the new one.

It happens at a start: until the network tells the time, a machine whose hardware clock runs in local time is hours
ahead. The next step of an alert that was opened then would wait for as many hours.
"""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, SQLModel, col, select

from hotline.models import (
    AlarmNotice,
    Alert,
    Callback,
    Case,
    CaseMessage,
    Contact,
    Heartbeat,
    Notification,
    OfficerText,
    PhoneTest,
)

log = logging.getLogger(__name__)

SET_BACK = timedelta(minutes=10)
"""Less than that only delays, by as much; clocks of several machines may differ."""
KEPT_EVERY = timedelta(seconds=5)
TIME = "time"
"""What the row is called that keeps the newest time seen, among the signs of life."""
SENDING = ("send_after", "claimed_until", "give_up_at")
PLANNED: Mapping[type[SQLModel], tuple[str, ...]] = {
    Contact: ("recall_after", "stale_at"),
    Case: ("nothing_done_at", "unread_at"),
    Alert: ("next_step_at",),
    Notification: (*SENDING, "hang_up_after", "line_stale_at"),
    Callback: ("send_after", "claimed_until", "stale_at"),
    CaseMessage: SENDING,
    PhoneTest: ("send_after", "claimed_until"),
    OfficerText: SENDING,
    AlarmNotice: SENDING,
}
"""The columns that say when something is due, or until when it is somebody's."""


def follow_clock(session: Session, *, now: datetime) -> bool:
    """Plan anew if the clock was set back since anybody last looked. Of several who notice, one does it."""
    known = session.exec(select(Heartbeat.at).where(Heartbeat.part == TIME)).one_or_none()
    if known is None or now - known >= KEPT_EVERY:
        _keep(session, now)
    if known is None or known - now < SET_BACK:
        return False
    mine = update(Heartbeat).where(col(Heartbeat.part) == TIME, col(Heartbeat.at) == known).values(at=now)
    if session.exec(mine.returning(col(Heartbeat.part))).one_or_none() is None:
        return False
    log.warning("the clock was set back by about %s: what is planned is planned by the new time", known - now)
    for table, columns in PLANNED.items():
        for column in columns:
            _plan_anew(session, getattr(table, column), known, now)
    return True


def _keep(session: Session, now: datetime) -> None:
    new = insert(Heartbeat).values(part=TIME, at=now, by="")
    later = {"at": func.greatest(col(Heartbeat.at), now)}
    session.connection().execute(new.on_conflict_do_update(index_elements=["part"], set_=later))


def _plan_anew(session: Session, column: Any, known: datetime, now: datetime) -> None:
    """What lies behind the old time, or was about to be done then, lies as far behind the new one."""
    moved = func.greatest(column - (known - now), now)
    session.exec(update(column.class_).where(column > known - SET_BACK / 2).values({column: moved}))
