"""The watch loop's one look: finds rows that are due and sees to it that they are done, whoever else is dead.

It enqueues a due row for the workers the moment it is due. What no worker has done within GRACE, or what the
queue does not take, it does itself. Several watch loops are harmless, since every row is claimed.
"""

from collections.abc import Iterator
from concurrent.futures import Future
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, func, select

from hotline import jobs
from hotline.alerts.lines import free_stale_line, stale_lines
from hotline.alerts.stepping_aside import finish, forgotten_drills
from hotline.contacts import is_live, stale_callers
from hotline.intake.caller import end_stale_call
from hotline.models import (
    RUNNING,
    Alert,
    Contact,
    ContactState,
    Drill,
    DrillState,
    Notification,
    NotificationState,
)
from hotline.notifications import is_due
from hotline.safety import safely
from hotline.sending import GRACE
from hotline.service import Service
from hotline.wakeups import Wakeup

MOST_AT_ONCE = 500
SETTLING = timedelta(seconds=10)
"""After a start and while the database was away, nothing was heard of anybody. What was put by is taken in first."""


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
            due = list(_due(session, now))
            upcoming = _next_due(session, now)
            is_settled = now >= self._silence_counts_from
            lines = stale_lines(session, now=now) if is_settled else []
            callers = stale_callers(session, now=now) if is_settled else []
            drills = forgotten_drills(session, now=now)
        self._hand_out(due, now)
        for line in lines:
            safely(_free_line, self._service, line)
        for caller in callers:
            safely(end_stale_call, self._service, caller)
        for drill in drills:
            safely(_finish_drill, self._service, drill)
        return min((moment for moment in (upcoming, now + GRACE if due else None) if moment), default=None)

    def _hand_out(self, due: list[Wakeup], now: datetime) -> None:
        fresh = [wakeup for wakeup in due if wakeup not in self._seen]
        overdue = [wakeup for wakeup in due if wakeup in self._seen and now - self._seen[wakeup] >= GRACE]
        self._seen = {wakeup: self._seen.get(wakeup, now) for wakeup in due}
        if not self._service.queue.send(fresh):
            overdue += fresh
        for wakeup in overdue:
            self._do(wakeup)

    def _do(self, wakeup: Wakeup) -> None:
        """The database's own work at once; the network's in the background, since it may be slow."""
        if wakeup.job == "escalate":
            jobs.run(wakeup.job, wakeup.row, self._service)
            return
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


def _due(session: Session, now: datetime) -> Iterator[Wakeup]:
    """Whatever is to be done now: calls and texts first, then the next steps.

    After a power cut there may be much at once: who waits on the line comes first, then who has waited longest.
    """
    hang_ups = select(Notification.id).where(col(Notification.hang_up_after) <= now)
    recalls = select(Contact.id).where(col(Contact.recall_after) <= now)
    sends = (
        select(Notification.id)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(is_due(since=now, now=now))
        .order_by(col(Notification.channel), _no_live_caller(), col(Alert.opened_at), col(Notification.id))
    )  # calls before texts
    drills = (
        select(Drill.id)
        .join(Contact, col(Contact.id) == col(Drill.contact_id))
        .where(col(Drill.state).in_([DrillState.DONE, DrillState.STEPPED_ASIDE]), Contact.state == ContactState.OPEN)
    )
    steps = select(Alert.id).where(col(Alert.state).in_(RUNNING), col(Alert.next_step_at) <= now)
    queries = {
        "recall": recalls.order_by(col(Contact.recall_after)),
        "send": sends,
        "escalate": steps.order_by(_no_live_caller(), col(Alert.opened_at)),
        "end_drill": drills.order_by(col(Drill.id)),
        "hang_up": hang_ups.order_by(col(Notification.hang_up_after)),
    }
    for job, query in queries.items():
        yield from (Wakeup(job, row) for row in session.exec(query.limit(MOST_AT_ONCE)))


def _no_live_caller() -> ColumnElement[bool]:
    """Sorts the alerts of those who wait on the line before all others: false comes before true."""
    return ~exists().where(col(Contact.case_id) == col(Alert.case_id), is_live())


def _next_due(session: Session, now: datetime) -> datetime | None:
    queued = Notification.state == NotificationState.QUEUED
    queries = [
        select(func.min(Alert.next_step_at)).where(col(Alert.state).in_(RUNNING), col(Alert.next_step_at) > now),
        select(func.min(Notification.send_after)).where(queued, col(Notification.send_after) > now),
        select(func.min(Notification.claimed_until)).where(queued, col(Notification.claimed_until) > now),
        select(func.min(Notification.hang_up_after)).where(col(Notification.hang_up_after) > now),
        select(func.min(Contact.recall_after)).where(col(Contact.recall_after) > now),
    ]
    moments = [session.exec(query).one() for query in queries]
    return min((moment for moment in moments if moment), default=None)
