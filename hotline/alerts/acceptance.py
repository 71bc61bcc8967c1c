"""How a human takes an alert, and what an officer's key does."""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline import cases, notifications
from hotline.alerts.lines import move_on
from hotline.models import RUNNING, Alert, AlertState, Case, Notification, NotificationState, event


def accept(session: Session, notification_id: int, *, now: datetime) -> bool:
    """The officer of this notification wants the case. True when it is theirs, now or already."""
    notification = session.get_one(Notification, notification_id)
    alert = session.get_one(Alert, notification.alert_id)
    case = session.get_one(Case, alert.case_id, with_for_update={"key_share": True})
    if take(session, case, alert, notification.officer, now=now):
        notifications.settle(session, notification, NotificationState.ACCEPTED, now=now)
        notifications.cancel_others(session, alert.id, now=now)
        return True
    session.refresh(notification)
    return notification.state == NotificationState.ACCEPTED


def take(session: Session, case: Case, alert: Alert, officer: str, *, now: datetime) -> bool:
    """Claim an alert of this locked case for a human. One of those who try at once gets it."""
    locked = session.exec(
        select(Alert)
        .where(Alert.id == alert.id, col(Alert.state).in_(RUNNING))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if locked is None:
        return False
    session.add(
        event(
            case.id,
            "alert.state",
            now=now,
            subject=alert.id,
            before=locked.state,
            after=AlertState.ACKNOWLEDGED,
            who=officer,
        )
    )
    locked.state, locked.acknowledged_at, locked.acknowledged_by = AlertState.ACKNOWLEDGED, now, officer
    locked.next_step_at = None
    session.add(locked)
    cases.acknowledge(session, case, officer, now=now)
    session.flush()
    return True


def decline(session: Session, notification_id: int, *, now: datetime) -> None:
    """The officer passes the case on. When nobody of the step is left to wait for, the next step starts at once."""
    notification = session.get_one(Notification, notification_id)
    alert = session.get_one(Alert, notification.alert_id, with_for_update={"key_share": True})
    if notifications.settle(session, notification, NotificationState.DECLINED, now=now):
        move_on(session, alert, now=now)
