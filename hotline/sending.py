"""Calls and texts officers, as it is written down.

Each job claims its row in one transaction, talks to the network outside of any, and writes down what came of it
in another. A process that dies in between leaves a claim that runs out, and the row is done again: an officer
who is called twice is a nuisance, one who is never called is a failure.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.alerts.lines import line_ended, text_failed
from hotline.alerts.offers import offer_free_officer
from hotline.errors import TelephonyError
from hotline.messages import officer_text
from hotline.models import RUNNING, Alert, Notification, NotificationState, Purpose
from hotline.notifications import cancel, is_due, settle
from hotline.safety import safely
from hotline.service import Service
from hotline.wakeups import ask
from routing.models import Channel

CLAIM = timedelta(seconds=12)
"""Longer than a network call may take (twice telephony.TIMEOUT_SECONDS), so that two never send the same row."""
GRACE = timedelta(seconds=1)
"""How long workers have a due row to themselves, before others do it."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 8.0


@dataclass(frozen=True)
class Order:
    """One claimed notification, ready to be sent."""

    notification: int
    channel: Channel
    phone: str
    body: str
    ring_seconds: int


def send(service: Service, notification_id: int) -> None:
    """Send a notification that is due, unless another process does."""
    with service.transaction() as session:
        order = _claim(session, notification_id, now=service.clock.now())
    if order is None:
        return
    try:
        sid = _deliver(service, order)
    except TelephonyError as error:
        with service.transaction() as session:
            _try_again_or_give_up(session, order.notification, error, now=service.clock.now())
    else:
        with service.transaction() as session:
            _mark_sent(session, order.notification, sid, now=service.clock.now())


def _claim(session: Session, notification_id: int, *, now: datetime) -> Order | None:
    claimed = session.exec(
        update(Notification)
        .where(col(Notification.id) == notification_id, is_due(since=now, now=now))
        .values(claimed_until=None)
        .returning(col(Notification.id))
    ).scalar_one_or_none()
    if claimed is None:
        return None
    notification = session.get_one(Notification, notification_id, populate_existing=True)
    alert = session.get_one(Alert, notification.alert_id)
    if notification.purpose == Purpose.ALERT and alert.state not in RUNNING:
        if cancel(session, notification, now=now):
            offer_free_officer(session, notification.officer, now=now)
        return None
    notification.attempts, notification.claimed_until = notification.attempts + 1, now + CLAIM
    session.add(notification)
    return Order(
        notification=notification.id,
        channel=Channel(notification.channel),
        phone=notification.phone,
        body=officer_text(session, notification, alert, now=now) if notification.channel == Channel.SMS else "",
        ring_seconds=notification.ring_seconds,
    )


def _deliver(service: Service, order: Order) -> str:
    if order.channel == Channel.SMS:
        return service.telephony.text(
            order.phone, order.body, status_url=service.addresses.text_status(order.notification)
        )
    return service.telephony.ring(
        order.phone,
        answer_url=service.addresses.officer(order.notification),
        status_url=service.addresses.officer_status(order.notification),
        fallback_url=service.addresses.officer_fallback,
        seconds=order.ring_seconds,
    )


def _mark_sent(session: Session, notification_id: int, sid: str, *, now: datetime) -> None:
    """The network has it. If the alert was taken meanwhile, the call is hung up at once."""
    notification = session.get_one(Notification, notification_id)
    if settle(session, notification, NotificationState.SENT, now=now, sid=sid, sent_at=now):
        return
    notification.sid, notification.sent_at = sid, now
    if notification.state == NotificationState.CANCELLED and notification.channel == Channel.CALL:
        notification.hang_up_after = now
        ask(session, "hang_up", notification.id)
    session.add(notification)


def _try_again_or_give_up(session: Session, notification_id: int, error: TelephonyError, *, now: datetime) -> None:
    """A temporary error is tried again within the step's time; a permanent one lets the alert move on at once."""
    notification = session.get_one(Notification, notification_id, populate_existing=True)
    if notification.sid is not None:  # the order was taken after all: the network has named it meanwhile
        return
    if notification.state == NotificationState.CANCELLED:
        line_ended(session, notification_id, NotificationState.CANCELLED, now=now)
        return
    give_up_at = notification.give_up_at or now
    if not error.permanent and now < give_up_at:  # the last try is at the end of the step, which ends no earlier
        notification.send_after = min(now + _pause(notification.attempts), give_up_at)
        notification.claimed_until, notification.error = None, str(error)
        session.add(notification)
    elif notification.channel == Channel.CALL:
        line_ended(session, notification_id, NotificationState.FAILED, now=now, error=str(error))
    else:
        text_failed(session, notification_id, now=now, error=str(error))


def _pause(attempts: int) -> timedelta:
    """Doubles with every attempt; scattered, so that many do not come back together."""
    longest = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    return timedelta(seconds=longest * random.uniform(0.75, 1.0))  # noqa: S311  # no secret


def send_overdue(service: Service, alert_id: int, *, now: datetime) -> None:
    """Send what no worker and no watch loop has sent: a live call needs neither of them."""
    with service.transaction() as session:
        overdue = session.exec(
            select(Notification.id).where(Notification.alert_id == alert_id, is_due(since=now - GRACE, now=now))
        ).all()
    for notification in overdue:
        service.background.submit(safely, send, service, notification)
