"""Sends one notification: orders it, and writes down what came of it."""

import random
from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline.alerts.endings import gave_up
from hotline.alerts.lines import line_ended
from hotline.errors import TelephonyError
from hotline.models import Notification, NotificationState
from hotline.notifications import confirm
from hotline.push.delivery import send_push
from hotline.queued import is_due
from hotline.safety import safely
from hotline.sending.claim import Order, claim, claim_time, renew
from hotline.sending.doubts import was_taken
from hotline.service import Service
from routing.models import Channel

GRACE = timedelta(seconds=0.5)
"""How long workers have a due row to themselves, before others do it."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0
"""Seconds before the first further try at most, and before any later one."""


def send(service: Service, notification_id: int) -> None:
    """Send a notification that is due, unless another process does, or the network has it already."""
    now = service.clock.now()
    with service.transaction() as session:
        order = claim(session, notification_id, until=now + claim_time(service.settings), now=now)
    if order and order.channel == Channel.PUSH:
        send_push(service, order.notification)
        return
    if order and order.unsure_since:
        order = _look_first(service, order)
    if order and order.to_hang_up:
        order = _make_way(service, order)
    if order:
        _give(service, order)


def _look_first(service: Service, order: Order) -> Order | None:
    """The order, if it is still to be given. To look may take as long as to order, so it is claimed once more."""
    return None if was_taken(service, order) else _keep(service, order)


def _make_way(service: Service, order: Order) -> Order | None:
    """A child who waits comes first: the manager has in writing what is wrong with the service."""
    for sid in order.to_hang_up:
        safely(service.telephony.hang_up, sid)
    return _keep(service, order)


def _keep(service: Service, order: Order) -> Order | None:
    with service.transaction() as session:
        return renew(session, order, until=service.clock.now() + claim_time(service.settings))


def _give(service: Service, order: Order) -> None:
    try:
        sid = _deliver(service, order)
    except TelephonyError as error:
        with service.transaction() as session:
            _try_again_or_give_up(session, order, error, now=service.clock.now())
        return
    with service.transaction() as session:
        is_ours = confirm(session, order.notification, sid, now=service.clock.now())
    if not is_ours and order.channel == Channel.CALL:
        safely(service.telephony.stop_ringing, sid)


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


def _try_again_or_give_up(session: Session, order: Order, error: TelephonyError, *, now: datetime) -> None:
    """A temporary error is tried again within the step's time; a permanent one lets the alert move on at once."""
    notification = session.get_one(Notification, order.notification, populate_existing=True)
    if notification.sid is not None:  # the order was taken after all: the network has named it meanwhile
        return
    if notification.state in {NotificationState.CANCELLED, NotificationState.DECLINED}:
        line_ended(session, notification.id, NotificationState.CANCELLED, now=now)
        return
    give_up_at = notification.give_up_at or now
    if error.permanent or now >= give_up_at:
        gave_up(session, notification.id, error, now=now)
        return
    # the last try is at the end of the step, which ends no earlier
    notification.send_after = min(now + pause(notification.attempts, error), give_up_at)
    notification.claimed_until, notification.error = None, str(error)
    if not error.unsure:  # what was in doubt before this try still is
        notification.unsure_since = order.unsure_since
    session.add(notification)


def pause(attempts: int, error: TelephonyError) -> timedelta:
    """Up to twice as long with every attempt, scattered over all of it so that many do not come back together."""
    longest = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    scattered = random.uniform(0, longest)  # noqa: S311  # no secret
    return timedelta(seconds=max(scattered, error.retry_after or 0))


def send_overdue(service: Service, alert_id: int, *, now: datetime) -> None:
    """Send what no worker and no watch loop has sent: a live call needs neither of them."""
    with service.transaction() as session:
        waited = is_due(Notification, now, since=now - GRACE)
        overdue = session.exec(select(Notification.id).where(Notification.alert_id == alert_id, waited)).all()
    for notification in overdue:
        service.background.submit(safely, send, service, notification)
