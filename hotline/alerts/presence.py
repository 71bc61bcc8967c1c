"""Whether the officer who has accepted is on the line right now."""

from datetime import datetime, timedelta

from sqlalchemy import exists
from sqlmodel import Session, col, select

from hotline.models import Alert, Contact, Notification, NotificationState
from routing.models import Channel

JOINING = timedelta(seconds=45)
"""An officer who has accepted is with the caller within that time, or something has gone wrong."""


def officer_is_joining(session: Session, contact: Contact, *, now: datetime) -> bool:
    """An officer has just accepted this caller's case, and is about to be bridged to a caller of it."""
    already_bridged = exists().where(
        col(Contact.case_id) == col(Alert.case_id), col(Contact.answered_at) >= col(Alert.acknowledged_at)
    )
    joining = (
        select(Notification.id)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(
            Alert.case_id == contact.case_id,
            col(Alert.acknowledged_at) > now - JOINING,
            Notification.state == NotificationState.ACCEPTED,
            Notification.channel == Channel.CALL,
            col(Notification.line_free_at).is_(None),
            ~already_bridged,
        )
        .limit(1)
    )
    return session.exec(joining).first() is not None
