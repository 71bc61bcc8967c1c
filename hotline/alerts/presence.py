"""Whether the officer who has accepted is on the line right now."""

from datetime import datetime, timedelta

from sqlalchemy import exists
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from hotline.models import Alert, Contact, Notification, NotificationState
from routing.models import Channel

JOINING = timedelta(seconds=45)
"""An officer who has accepted is with the caller within that time, or something has gone wrong."""


def officer_is_on_line(session: Session, contact: Contact) -> bool:
    """Somebody who has accepted this caller's case is on the telephone."""
    return session.exec(_accepted_calls(contact).limit(1)).first() is not None


def officer_is_joining(session: Session, contact: Contact, *, now: datetime) -> bool:
    """An officer has just accepted this caller's case, and is about to be bridged to a caller of it."""
    already_bridged = exists().where(
        col(Contact.case_id) == col(Alert.case_id), col(Contact.answered_at) >= col(Alert.acknowledged_at)
    )
    joining = _accepted_calls(contact).where(col(Alert.acknowledged_at) > now - JOINING, ~already_bridged)
    return session.exec(joining.limit(1)).first() is not None


def _accepted_calls(contact: Contact) -> SelectOfScalar[int]:
    return (
        select(Notification.id)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(
            Alert.case_id == contact.case_id,
            Notification.state == NotificationState.ACCEPTED,
            Notification.channel == Channel.CALL,
            col(Notification.line_free_at).is_(None),
        )
    )
