"""Who is on the line right now: the officer who has accepted, or nobody, since the network takes no calls."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from hotline.models import Alert, Contact, Notification, NotificationState, Purpose
from hotline.notifications import IN_FLIGHT, attempts_of_turn, on_line
from routing.models import Channel

JOINING = timedelta(seconds=45)
"""An officer who has accepted is with the caller within that time, or something has gone wrong."""

NETWORK_MAY_TAKE = timedelta(seconds=8)
"""A network that has taken no order for so long is not waited for: to dial out of a caller's own call, as to the
city desk, needs none."""


def officer_is_on_line(session: Session, contact: Contact) -> bool:
    """Somebody who has accepted this caller's case is on the telephone."""
    return session.exec(_calls(contact, _ACCEPTED).limit(1)).first() is not None


def officer_is_joining(session: Session, contact: Contact, *, now: datetime) -> bool:
    """An officer has just accepted this caller's case, and is about to be bridged to a caller of it."""
    already_bridged = exists().where(
        col(Contact.case_id) == col(Alert.case_id), col(Contact.answered_at) >= col(Alert.acknowledged_at)
    )
    joining = _calls(contact, _ACCEPTED | _IS_RUNG).where(col(Alert.acknowledged_at) > now - JOINING, ~already_bridged)
    return session.exec(joining.limit(1)).first() is not None


_ACCEPTED = col(Notification.state) == NotificationState.ACCEPTED
_IS_RUNG = (col(Notification.purpose) == Purpose.JOIN) & col(Notification.state).in_(IN_FLIGHT)
"""They have accepted at the console, and their telephone is about to ring, or rings."""


def _calls(contact: Contact, state: ColumnElement[bool]) -> SelectOfScalar[int]:
    return (
        select(Notification.id)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(
            Alert.case_id == contact.case_id,
            state,
            on_line(),
        )
    )


def nobody_can_be_rung(session: Session, alert: Alert, *, now: datetime) -> bool:
    """Whether all officers of the present turn have failed to be rung, or the network takes their calls too long."""
    calls = [one for one in attempts_of_turn(session, alert) if one.channel == Channel.CALL]
    return bool(calls) and all(_cannot_be_ordered(call, now=now) for call in calls)


def _cannot_be_ordered(call: Notification, *, now: datetime) -> bool:
    is_late = call.error is not None and call.created_at <= now - NETWORK_MAY_TAKE
    return call.state == NotificationState.FAILED or (call.state == NotificationState.QUEUED and is_late)
