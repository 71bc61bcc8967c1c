"""Officers' telephone lines: what it means for an alert when a call or text of it fails or ends."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline import notifications
from hotline.alerts.offers import offer_free_officer
from hotline.alerts.opening import open_alert
from hotline.contacts import live_caller
from hotline.db import lock_word, locked
from hotline.models import Alert, AlertState, Case, CaseState, Notification, NotificationState, Purpose, reasons
from hotline.reaching import line_of
from hotline.wakeups import ask
from routing.models import Channel


def line_ended(
    session: Session, notification_id: int, state: NotificationState, *, now: datetime, error: str | None = None
) -> None:
    """An officer's call is over, answered or not. `state` is what it means if no key was pressed."""
    notification = session.get_one(Notification, notification_id)
    alert = locked(session, Alert, notification.alert_id)
    lock_word(session, line_of(notification.officer))  # before the call itself, as whoever decides about telephones
    if not _free_line(session, notification, now=now):
        return
    notifications.settle(session, notification, state, now=now, error=error)
    has_accepted = notification.state == NotificationState.ACCEPTED or notification.purpose == Purpose.JOIN
    if has_accepted and _someone_waits(session, alert.case_id):
        open_alert(session, alert.case_id, now=now, ring_at=now, why=reasons.OFFICER_WAS_GONE)
    move_on(session, alert, now=now)
    offer_free_officer(session, notification.officer, now=now)


def text_failed(session: Session, notification_id: int, *, now: datetime, error: str) -> None:
    """A text will not arrive. If it was to tell the owner of a case, somebody else must hear."""
    notification = session.get_one(Notification, notification_id)
    case = locked(session, Case, session.get_one(Alert, notification.alert_id).case_id)
    alert = locked(session, Alert, notification.alert_id)
    if not notifications.settle(session, notification, NotificationState.FAILED, now=now, error=error):
        return
    if notification.purpose == Purpose.ALERT:
        move_on(session, alert, now=now)
    elif notification.purpose == Purpose.NEWS and case.state != CaseState.CLOSED:
        open_alert(session, case.id, now=now, ring_at=now, why="the owner could not be told of a new message")


def _someone_waits(session: Session, case_id: int) -> bool:
    caller = live_caller(session, case_id)
    return caller is not None and not caller.drill


def _free_line(session: Session, notification: Notification, *, now: datetime) -> bool:
    freed = session.exec(
        update(Notification)
        .where(col(Notification.id) == notification.id, col(Notification.line_free_at).is_(None))
        .values(line_free_at=now, ended_at=now, hang_up_after=None)
        .returning(col(Notification.id))
    ).scalar_one_or_none()
    session.refresh(notification)
    return freed is not None


def move_on(session: Session, alert: Alert, *, now: datetime) -> None:
    """Start the next step at once if everybody of this one has passed it on or can't be reached."""
    if alert.state != AlertState.RINGING or alert.step == 0:
        return
    attempts = [one for one in notifications.attempts_of_turn(session, alert) if one.channel != Channel.PUSH]
    if attempts and _nobody_left(attempts):
        alert.next_step_at = now
        session.add(alert)
        ask(session, "escalate", alert.id)


def _nobody_left(attempts: list[Notification]) -> bool:
    """A text alone keeps nobody waiting who was also called: only a key or the console can accept."""
    called = {attempt.officer for attempt in attempts if attempt.channel == Channel.CALL}
    counting = [one for one in attempts if one.channel == Channel.CALL or one.officer not in called]
    return all(one.state in {NotificationState.DECLINED, NotificationState.FAILED} for one in counting)


def stale_lines(session: Session, *, now: datetime) -> list[int]:
    """Calls whose end the network never told: their officers would count as on the line for ever."""
    stale = select(Notification.id).where(notifications.on_line(), col(Notification.line_stale_at) <= now)
    return list(session.exec(stale).all())


def free_stale_line(session: Session, notification_id: int, *, now: datetime) -> None:
    line_ended(session, notification_id, NotificationState.UNANSWERED, now=now, error=notifications.NEVER_TOLD)
