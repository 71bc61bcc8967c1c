"""How a human takes an alert, and what an officer's key does."""

from datetime import datetime

from sqlmodel import Session

from hotline import cases, notifications
from hotline.alerts.lines import move_on
from hotline.alerts.offers import offer_free_officer
from hotline.db import locked
from hotline.models import RUNNING, Alert, AlertState, Case, Notification, NotificationState, Purpose, event


def accept(session: Session, notification_id: int, *, now: datetime) -> bool:
    """The officer of this notification wants the case. True when it is theirs, now or already."""
    notification = session.get_one(Notification, notification_id)
    case = locked(session, Case, session.get_one(Alert, notification.alert_id).case_id)
    if take(session, case, notification.alert_id, notification.officer, now=now):
        notifications.settle(session, notification, NotificationState.ACCEPTED, now=now)
        for officer in notifications.cancel_others(session, notification.alert_id, now=now):
            offer_free_officer(session, officer, now=now)
        return True
    session.refresh(notification)
    if notification.purpose == Purpose.JOIN:
        notifications.settle(session, notification, NotificationState.ACCEPTED, now=now)
    return notification.state == NotificationState.ACCEPTED


def take(session: Session, case: Case, alert_id: int, officer: str, *, now: datetime) -> bool:
    """Claim an alert of this locked case for a human. One of those who try at once gets it."""
    alert = locked(session, Alert, alert_id)
    if alert.state not in RUNNING:
        return False
    taken = AlertState.ACKNOWLEDGED
    session.add(event(case.id, "alert.state", now=now, subject=alert.id, before=alert.state, after=taken, who=officer))
    alert.state, alert.acknowledged_at, alert.acknowledged_by, alert.next_step_at = taken, now, officer, None
    session.add(alert)
    cases.acknowledge(session, case, officer, now=now)
    session.flush()
    return True


def decline(session: Session, notification_id: int, *, now: datetime) -> None:
    """The officer passes the case on. When nobody of the step is left to wait for, the next step starts at once."""
    notification = session.get_one(Notification, notification_id)
    alert = locked(session, Alert, notification.alert_id)
    if notifications.settle(session, notification, NotificationState.DECLINED, now=now):
        move_on(session, alert, now=now)
