"""The watch loop's one look: finds rows that are due and sees to it that they are done, whoever else is dead.

It enqueues a due row for the workers the moment it is due. What no worker has done within GRACE, or what the
queue does not take, it does itself. Several watch loops are harmless, since every row is claimed.
"""

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline import jobs
from hotline.alerts.lines import free_stale_line, stale_lines
from hotline.alerts.stepping_aside import finish
from hotline.casework import callbacks
from hotline.clock_set_back import follow_clock
from hotline.drills.report import overdue_drills
from hotline.due import due_work, next_moment
from hotline.models import DrillState
from hotline.safety import safely
from hotline.sending import GRACE
from hotline.service import Service
from hotline.silence import stale_callers
from hotline.wakeups import Wakeup

SETTLING = timedelta(seconds=10)
"""After a start and while the database was away, nothing was heard of anybody. What was put by is taken in first."""


@dataclass(frozen=True)
class Due:
    """What one look has found to be due."""

    work: list[Wakeup] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Officers' calls of which nothing more was heard."""
    callers: list[int] = field(default_factory=list)
    """Callers of whom nothing more was heard."""
    drills: list[int] = field(default_factory=list)
    """Drills whose command has died."""
    callbacks: list[int] = field(default_factory=list)
    """Calls back of which nothing more was heard."""


class Watch:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._seen: dict[Wakeup, datetime] = {}
        self._under_way: dict[Wakeup, Future[None]] = {}
        self._silence_counts_from = service.clock.now() + SETTLING

    def tick(self) -> datetime | None:
        """Look once; returns when the next row will be due, or None while nothing is planned."""
        now = self._service.clock.now()
        try:
            return self._tick(now)
        except Exception:
            self._silence_counts_from = now + SETTLING
            raise

    def _tick(self, now: datetime) -> datetime | None:
        with self._service.transaction() as session:
            follow_clock(session, now=now)
            upcoming, found = next_moment(session), Due()
            if upcoming and upcoming <= now:
                found = self._find(session, now)
                upcoming = next_moment(session, after=now)
        self._hand_out(found.work, now)
        for line in found.lines:
            safely(_free_line, self._service, line)
        for caller in found.callers:
            self._start(Wakeup("settle_caller", caller))
        for drill in found.drills:
            safely(_finish_drill, self._service, drill)
        for callback in found.callbacks:
            self._start(Wakeup("settle_callback", callback))
        again = now + GRACE if found.work or found.callers or found.callbacks else None
        return min((moment for moment in (upcoming, again) if moment), default=None)

    def _find(self, session: Session, now: datetime) -> Due:
        is_settled = not now < self._silence_counts_from <= now + SETTLING  # later than that: a clock was set back
        return Due(
            work=list(due_work(session, now)),
            lines=stale_lines(session, now=now) if is_settled else [],
            callers=stale_callers(session, now=now) if is_settled else [],
            drills=overdue_drills(session, now=now),
            callbacks=callbacks.stale_callbacks(session, now=now) if is_settled else [],
        )

    def _hand_out(self, due: list[Wakeup], now: datetime) -> None:
        fresh = [wakeup for wakeup in due if wakeup not in self._seen]
        overdue = [wakeup for wakeup in due if wakeup in self._seen and abs(now - self._seen[wakeup]) >= GRACE]
        self._seen = {wakeup: self._seen.get(wakeup, now) for wakeup in due}
        if not self._service.queue.send(fresh):
            overdue += fresh
        for wakeup in overdue:
            self._do(wakeup)

    def _do(self, wakeup: Wakeup) -> None:
        """The database's own work at once; the network's in the background, since it may be slow."""
        if wakeup.job in {"escalate", "ring_if_unread", "ring_if_nothing_done"}:
            jobs.run(wakeup.job, wakeup.row, self._service)
            return
        self._start(wakeup)

    def _start(self, wakeup: Wakeup) -> None:
        running = self._under_way.get(wakeup)
        if running is None or running.done():
            self._under_way[wakeup] = jobs.start(wakeup.job, wakeup.row, self._service)
        self._under_way = {key: future for key, future in self._under_way.items() if not future.done()}


def _free_line(service: Service, notification: int) -> None:
    with service.transaction() as session:
        free_stale_line(session, notification, now=service.clock.now())


def _finish_drill(service: Service, drill: int) -> None:
    with service.transaction() as session:
        finish(session, drill, DrillState.DONE, now=service.clock.now())
