"""Signs of life of the service's parts, in the database, where whoever still lives can look for them."""

import os
import socket
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import case, func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.models import Heartbeat
from hotline.service import Service

EVERY = timedelta(seconds=0.4)
"""No part is written more often by one process; a watch loop that is idle looks only a little less often."""


AHEAD = timedelta(minutes=1)
"""So far apart the clocks of two machines may be. A sign of life from later than that was written before a clock was
set back, and tells nothing."""


class Part(StrEnum):
    """What must live so that nobody is forgotten."""

    WEB = "web"
    """A process that answers webhooks."""
    WORKER = "worker"
    """A process that takes work from the queue; whether it takes any is told by QUEUE."""
    WATCH = "watch"
    """The process that owns time; whether it looks is told by SCHEDULER."""
    SCHEDULER = "scheduler"
    """The watch loop has looked at all that is due."""
    QUEUE = "queue"
    """A job has gone through the queue and a worker."""
    PROVIDER = "provider"
    """The telephone network has answered an order or a question."""


def beat(session: Session, part: Part, *, now: datetime) -> None:
    """Write down that this part lives. An older sign of life never replaces a newer one."""
    new = insert(Heartbeat).values(part=part, at=now, by=f"{socket.gethostname()}:{os.getpid()}")
    known = col(Heartbeat.at)
    newest = case((known > new.excluded.at + AHEAD, new.excluded.at), else_=func.greatest(known, new.excluded.at))
    session.connection().execute(
        new.on_conflict_do_update(index_elements=["part"], set_={"at": newest, "by": new.excluded.by})
    )


def last_beats(session: Session, *, now: datetime) -> dict[Part, datetime]:
    """When each part last gave a sign of life; parts that never did are missing."""
    known = {part.value for part in Part}
    rows = session.exec(select(Heartbeat).where(col(Heartbeat.at) <= now + AHEAD))
    return {Part(row.part): row.at for row in rows if row.part in known}


def last_beat(session: Session, part: Part, *, now: datetime) -> datetime | None:
    return last_beats(session, now=now).get(part)


def ahead_of_time(session: Session, *, now: datetime) -> set[str]:
    """Parts whose last sign of life is from the future."""
    return set(session.exec(select(Heartbeat.part).where(col(Heartbeat.at) > now + AHEAD)))


class Pulse:
    """Writes the heartbeat of one part, at most every EVERY however often it is asked to."""

    def __init__(self, service: Service, part: Part) -> None:
        self._service = service
        self._part = part
        self._written_at: datetime | None = None

    def beat(self) -> None:
        now = self._service.clock.now()
        if self._written_at and abs(now - self._written_at) < EVERY:
            return
        with self._service.transaction() as session:
            beat(session, self._part, now=now)
        self._written_at = now
