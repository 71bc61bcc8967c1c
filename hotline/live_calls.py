"""Changes calls that are under way: hangs up an officer's, brings a caller back into the queue."""

import logging
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col, select

from hotline import contacts
from hotline.alerts.lines import line_ended
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Alert, Case, Contact, ContactState, Drill, Notification, NotificationState, Stage
from hotline.push.delivery import withdraw
from hotline.replay import Replay
from hotline.sending import claim_time
from hotline.service import Service
from routing.models import Channel

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=1)


def hang_up(service: Service, notification_id: int) -> None:
    """End the call of an officer who need not answer any more, or replace what their browser shows."""
    now = service.clock.now()
    with service.transaction() as session:
        claimed = session.exec(
            update(Notification)
            .where(col(Notification.id) == notification_id, col(Notification.hang_up_after) <= now)
            .values(hang_up_after=now + claim_time(service.settings))  # tried again if this process dies
            .returning(col(Notification.sid), col(Notification.channel))
        ).one_or_none()
    sid, channel = claimed or (None, None)
    if sid is None:
        return
    if channel == Channel.PUSH:
        withdraw(service, notification_id)
        return
    try:
        is_over = _end(service, notification_id, sid)
    except TelephonyError as error:
        log.warning("a call could not be hung up (%s); trying again", error)
        with service.transaction() as session:
            notification = locked(session, Notification, notification_id)
            if notification.line_free_at is None:
                notification.hang_up_after = now + AGAIN
        return
    with service.transaction() as session:
        if is_over:  # otherwise somebody has picked up, and hears that the case is taken
            line_ended(session, notification_id, NotificationState.CANCELLED, now=service.clock.now())
        locked(session, Notification, notification_id).hang_up_after = None


def _end(service: Service, notification_id: int, sid: str) -> bool:
    """Whether the line is free now. A drill gives way also when the officer has picked up or talks."""
    with service.transaction() as session:
        is_drill = session.exec(
            select(Case.drill)
            .join(Alert, col(Alert.case_id) == col(Case.id))
            .join(Notification, col(Notification.alert_id) == col(Alert.id))
            .where(Notification.id == notification_id)
        ).one()
    if not is_drill:
        return service.telephony.stop_ringing(sid)
    service.telephony.hang_up(sid)
    return True


def end_drill(service: Service, drill_id: int) -> None:
    """Hang up the synthetic caller of a drill that is over."""
    with service.transaction() as session:
        sid = session.exec(
            select(Contact.sid)
            .join(Drill, col(Drill.contact_id) == col(Contact.id))
            .where(Drill.id == drill_id, Contact.state == ContactState.OPEN)
        ).first()
    if sid is None:
        return
    try:
        service.telephony.hang_up(sid)
    except TelephonyError as error:
        log.warning("the caller of a drill could not be hung up (%s); trying again", error)
        return
    with service.transaction() as session:
        if contact := contacts.find_contact(session, sid):
            contacts.end(session, contact, now=service.clock.now(), why="a drill ends")


def _sid_of(service: Service, contact_id: int) -> str:
    with service.transaction() as session:
        return session.get_one(Contact, contact_id).sid


def recall(service: Service, contact_id: int) -> None:
    """Bring a caller who is being dialled elsewhere or recorded back into the queue: an officer waits there.

    Also one who is thought to be in the queue, and was not found there. What was put by of this call is taken in
    first: it may tell that somebody talks with them.
    """
    Replay(service).catch_up(_sid_of(service, contact_id))
    now = service.clock.now()
    with service.transaction() as session:
        sid = session.exec(
            update(Contact)
            .where(
                col(Contact.id) == contact_id,
                col(Contact.recall_after) <= now,
                col(Contact.stage).not_in([Stage.TALKING, Stage.TALKING_ELSEWHERE, Stage.DONE]),
            )
            .values(recall_after=now + claim_time(service.settings))
            .returning(col(Contact.sid))
        ).scalar_one_or_none()
    if sid is None:
        return
    try:
        service.telephony.redirect(sid, url=service.addresses.recalled)
    except TelephonyError as error:
        log.warning("a caller could not be called back into the queue (%s); trying again", error)
        with service.transaction() as session:
            contact = locked(session, Contact, contact_id)
            if contact.recall_after is not None:  # otherwise the caller has come: only the answer was lost
                contact.recall_after = None if error.permanent else now + AGAIN
