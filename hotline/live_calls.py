"""Changes calls that are under way: hangs up an officer's, brings a caller back into the queue."""

import logging
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import col

from hotline.alerts.lines import line_ended
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Contact, Notification, NotificationState
from hotline.sending import CLAIM
from hotline.service import Service

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=1)


def hang_up(service: Service, notification_id: int) -> None:
    """End the call of an officer who need not answer any more."""
    now = service.clock.now()
    with service.transaction() as session:
        sid = session.exec(
            update(Notification)
            .where(col(Notification.id) == notification_id, col(Notification.hang_up_after) <= now)
            .values(hang_up_after=now + CLAIM)  # tried again if this process dies
            .returning(col(Notification.sid))
        ).scalar_one_or_none()
    if sid is None:
        return
    try:
        is_over = service.telephony.stop_ringing(sid)
    except TelephonyError as error:
        log.warning("a call could not be hung up (%s); trying again", error)
        with service.transaction() as session:
            locked(session, Notification, notification_id).hang_up_after = now + AGAIN
        return
    with service.transaction() as session:
        if is_over:
            line_ended(session, notification_id, NotificationState.CANCELLED, now=service.clock.now())
        else:  # somebody has picked up, and hears that the case is taken
            locked(session, Notification, notification_id).hang_up_after = None


def recall(service: Service, contact_id: int) -> None:
    """Bring a caller who is being dialled elsewhere or recorded back into the queue: an officer waits there."""
    now = service.clock.now()
    with service.transaction() as session:
        sid = session.exec(
            update(Contact)
            .where(col(Contact.id) == contact_id, col(Contact.recall_after) <= now)
            .values(recall_after=now + CLAIM)
            .returning(col(Contact.sid))
        ).scalar_one_or_none()
    if sid is None:
        return
    try:
        service.telephony.redirect(sid, url=service.addresses.recalled)
    except TelephonyError as error:
        log.warning("a caller could not be called back into the queue (%s); trying again", error)
        with service.transaction() as session:
            locked(session, Contact, contact_id).recall_after = None if error.permanent else now + AGAIN
