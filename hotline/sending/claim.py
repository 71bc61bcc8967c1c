"""Claims a notification that is due, so that one process at a time orders it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from hotline.alarms.line import alarm_calls_under_way
from hotline.alerts.offers import offer_free_officer
from hotline.callback_lines import give_way
from hotline.code_lines import code_calls_under_way
from hotline.messages import officer_text
from hotline.models import RUNNING, Alert, AlertState, Notification, NotificationState, Purpose
from hotline.notifications import cancel
from hotline.phone_test_lines import end_tests
from hotline.queued import is_due
from hotline.timeouts import Timeouts
from routing.models import Channel

MARGIN_SECONDS = 0.5


@dataclass(frozen=True)
class Order:
    """One claimed notification, ready to be sent."""

    notification: int
    channel: Channel
    phone: str
    body: str
    ring_seconds: int
    claimed_until: datetime
    """Until then it is this process's; then another one takes it over."""
    unsure_since: datetime | None
    """It was ordered then, and the network may have taken it."""
    to_hang_up: list[str]
    """SIDs of calls that occupy this officer's line and matter less: about the service itself, tests, codes, and
    calls back that only ring."""


def claim_time(settings: Timeouts) -> timedelta:
    """Longer than an order may take, so that two never give the same one; and whom a dead process has left is
    rung within 5 s."""
    return timedelta(seconds=settings.timeout_telephony + MARGIN_SECONDS)


def claim(session: Session, notification_id: int, *, until: datetime, now: datetime) -> Order | None:
    """Make this notification ours if it is due. From here on nobody knows whether it was ordered, until it is told."""
    claimed = session.exec(
        update(Notification)
        .where(col(Notification.id) == notification_id, is_due(Notification, now))
        .values(claimed_until=None)
        .returning(col(Notification.id))
    ).scalar_one_or_none()
    if claimed is None:
        return None
    notification = session.get_one(Notification, notification_id, populate_existing=True)
    alert = session.get_one(Alert, notification.alert_id)
    if _is_over(notification, alert):
        if cancel(session, notification, now=now):
            offer_free_officer(session, notification.officer, now=now)
        return None
    order = _order(session, notification, alert, until=until, now=now)
    notification.attempts, notification.claimed_until = notification.attempts + 1, until
    notification.unsure_since = notification.unsure_since or now
    session.add(notification)
    return order


def _is_over(notification: Notification, alert: Alert) -> bool:
    """Who has accepted at the console is still to be put through; unless it was a drill, which has ended.

    Where a case went that somebody has taken meanwhile need not be told.
    """
    if notification.purpose == Purpose.JOIN:
        return alert.state == AlertState.CANCELLED
    return notification.purpose in {Purpose.ALERT, Purpose.MOVED} and alert.state not in RUNNING


def _order(session: Session, notification: Notification, alert: Alert, *, until: datetime, now: datetime) -> Order:
    """A text tells the time of its alert, not of the attempt: what was sent before is known again by its words."""
    is_text = notification.channel == Channel.SMS
    body = officer_text(session, notification, alert, now=notification.created_at) if is_text else ""
    return Order(
        notification=notification.id,
        channel=Channel(notification.channel),
        phone=notification.phone,
        body=body,
        ring_seconds=notification.ring_seconds,
        claimed_until=until,
        unsure_since=notification.unsure_since,
        to_hang_up=[]
        if notification.channel != Channel.CALL
        else _calls_that_give_way(session, notification.officer, now=now),
    )


def _calls_that_give_way(session: Session, officer: str, *, now: datetime) -> list[str]:
    alarms, callbacks = alarm_calls_under_way(session, officer, now=now), give_way(session, officer, now=now)
    codes = code_calls_under_way(session, officer, now=now)
    return alarms + callbacks + codes + end_tests(session, officer, now=now)


def renew(session: Session, order: Order, *, until: datetime) -> Order | None:
    """Keep it for longer; None when it is ours no more: taken over, or not wanted any longer."""
    kept = session.exec(
        update(Notification)
        .where(
            col(Notification.id) == order.notification,
            col(Notification.state) == NotificationState.QUEUED,
            col(Notification.claimed_until) == order.claimed_until,
        )
        .values(claimed_until=until)
        .returning(col(Notification.id))
    ).scalar_one_or_none()
    return replace(order, claimed_until=until) if kept else None
