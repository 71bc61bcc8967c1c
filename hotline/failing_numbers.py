"""Officers whose numbers the network says can't be reached: nobody at that number will ever hear of a case.

A refusal of our account, or of a whole country, is no officer's fault and stands in no row (`telephony.refusals`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, exists, func, or_, select

from hotline.models import Notification, NotificationState
from routing.models import Channel, Officer

_REACHED = (NotificationState.ACCEPTED, NotificationState.DECLINED, NotificationState.UNANSWERED)
"""The officer's telephone has rung."""


@dataclass(frozen=True)
class FailingNumber:
    officer: str
    channel: Channel
    since: datetime
    """When it first failed; it has never been reached again since."""
    error: str
    """How it failed the last time, in the provider's numbers."""


def failing_numbers(session: Session) -> list[FailingNumber]:
    """One for each officer in service and channel whose newest attempts were refused for good, ordered by officer.

    A number that was changed meanwhile, or was reached again, is not among them.
    """
    newest_first = aggregate_order_by(func.coalesce(col(Notification.error), ""), col(Notification.id).desc())
    failed_at = func.coalesce(col(Notification.ended_at), col(Notification.created_at))
    failing = (
        select(Notification.officer, Notification.channel, func.min(failed_at), func.array_agg(newest_first))
        .join(Officer, and_(col(Officer.id) == col(Notification.officer), col(Officer.phone) == Notification.phone))
        .where(col(Officer.active), col(Notification.refused), ~_was_reached_later())
        .group_by(col(Notification.officer), col(Notification.channel))
        .order_by(col(Notification.officer), col(Notification.channel))
    )
    return [
        FailingNumber(officer, Channel(channel), since, errors[0])
        for officer, channel, since, errors in session.exec(failing).all()
    ]


def _was_reached_later() -> ColumnElement[bool]:
    later = aliased(Notification)
    return (
        exists()
        .where(
            col(later.officer) == col(Notification.officer),
            col(later.channel) == col(Notification.channel),
            col(later.phone) == col(Notification.phone),
            col(later.id) > col(Notification.id),
            ~col(later.refused),
            or_(
                col(later.state).in_(_REACHED),
                and_(col(later.channel) == Channel.SMS, col(later.state) == NotificationState.SENT),
            ),
        )
        .correlate(Notification)
    )
