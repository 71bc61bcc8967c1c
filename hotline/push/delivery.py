"""Sends a push to an officer's browsers, and replaces it there when the alert is over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from threading import BoundedSemaphore

import requests
from pywebpush import WebPushException, webpush
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from hotline.db import locked
from hotline.models import Alert, Notification, NotificationState
from hotline.notifications import confirm, settle
from hotline.push import keys
from hotline.push.services import is_push_service
from hotline.push.subscriptions import end, live_subscriptions
from hotline.push.words import push_message
from hotline.service import Service
from routing.models import Channel

TTL_SECONDS = 120
"""How long a push service keeps it for a browser that is away; an alert that comes later only confuses."""
AGAIN = timedelta(seconds=2)
_PLACES = BoundedSemaphore(4)
"""Threads that wait for push services at once: a dead one must not take the place of calls."""


class Went(Enum):
    WELL = auto()
    GONE = auto()
    """There is no such browser any more."""
    BADLY = auto()


@dataclass(frozen=True)
class Parcel:
    """One push, as it is to be sent."""

    message: str
    topic: str
    """Of two with the same one, a browser that was away gets the newer (RFC 8030, 5.4)."""
    to: Mapping[int, Mapping[str, object]]
    """Subscriptions by their id."""


def send_push(service: Service, notification_id: int) -> None:
    """Send a notification that this process has claimed. What fails is tried again within its step."""
    with service.transaction() as session:
        parcel = _parcel(session, session.get_one(Notification, notification_id), now=service.clock.now())
    went = _deliver(service, parcel)
    with service.transaction() as session:
        now = service.clock.now()
        if Went.WELL in went:
            confirm(session, notification_id, f"push-{notification_id}", now=now)
        else:
            _try_again_or_give_up(session, notification_id, is_hopeless=Went.BADLY not in went, now=now)


def withdraw(service: Service, notification_id: int) -> None:
    """Tell the officer's browsers that the alert is over. Once is enough: a browser that misses it shows it taken."""
    with service.transaction() as session:
        notification = locked(session, Notification, notification_id)
        notification.hang_up_after = None
        newest = session.exec(_pushes_of(notification).limit(1)).one()
        parcel = _parcel(session, notification, now=service.clock.now()) if newest == notification_id else None
    if parcel:
        _deliver(service, parcel)


def _pushes_of(notification: Notification) -> SelectOfScalar[int]:
    """Those that a push service has taken, the newest first: the last one is what the browser shows."""
    same = (Notification.alert_id == notification.alert_id, Notification.officer == notification.officer)
    taken = (Notification.channel == Channel.PUSH, col(Notification.sid).is_not(None))
    return select(Notification.id).where(*same, *taken).order_by(col(Notification.id).desc())


def _parcel(session: Session, notification: Notification, *, now: datetime) -> Parcel:
    alert = session.get_one(Alert, notification.alert_id)
    subscriptions = live_subscriptions(session, notification.officer, now=now)
    to = {one.id: {"endpoint": one.endpoint, "keys": one.keys} for one in subscriptions}
    return Parcel(push_message(session, notification), topic=f"case-{alert.case_id}", to=to)


def _deliver(service: Service, parcel: Parcel) -> set[Went]:
    """How it went, with any of the browsers."""
    if not _PLACES.acquire(blocking=False):
        return {Went.BADLY}
    try:
        went = {subscription: _push(service, parcel, to) for subscription, to in parcel.to.items()}
    finally:
        _PLACES.release()
    with service.transaction() as session:
        for subscription in (one for one, how in went.items() if how is Went.GONE):
            end(session, subscription, now=service.clock.now())
    return set(went.values())


def _push(service: Service, parcel: Parcel, to: Mapping[str, object]) -> Went:
    settings = service.settings
    if not is_push_service(str(to["endpoint"]), settings.push_origins):
        return Went.GONE
    with requests.Session() as connection:
        connection.max_redirects = 0  # an address that leads on may lead anywhere
        try:
            webpush(
                to,
                parcel.message,
                vapid_private_key=keys.key_of(settings),
                vapid_claims={"sub": keys.subject(settings)},
                ttl=TTL_SECONDS,
                headers={"Urgency": "high", "Topic": parcel.topic},
                timeout=(settings.timeout_push_connect, settings.timeout_push_read),
                requests_session=connection,
            )
        except WebPushException as error:
            return Went.GONE if error.status_code in {404, 410} else Went.BADLY
        except (requests.RequestException, ValueError):
            return Went.BADLY
    return Went.WELL


def _try_again_or_give_up(session: Session, notification_id: int, *, is_hopeless: bool, now: datetime) -> None:
    notification = locked(session, Notification, notification_id)
    if notification.state != NotificationState.QUEUED:
        return
    if is_hopeless or now + AGAIN > (notification.give_up_at or now):
        error = "no browser takes it" if is_hopeless else "the push service did not take it"
        settle(session, notification, NotificationState.FAILED, now=now, error=error)
        return
    notification.send_after, notification.claimed_until = now + AGAIN, None
    session.add(notification)
