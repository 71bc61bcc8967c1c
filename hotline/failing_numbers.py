"""Officers whose numbers the network says can't be reached: nobody at that number will ever hear of a case.

A refusal of our account, or of a whole country, is no officer's fault and stands in no row (`telephony.refusals`).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause
from sqlmodel import Session, and_, col, func, or_, select

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
    numbers = _refused_numbers()
    reached = _last_reached(numbers)
    failing = (
        select(numbers.c.officer, numbers.c.channel, func.min(failed_at), func.array_agg(newest_first))
        .select_from(numbers)
        .outerjoin(reached, true())
        .join(Notification, and_(_is_of(Notification, numbers), col(Notification.refused)))
        .where(col(Notification.id) > func.coalesce(reached.c.id, 0))
        .group_by(numbers.c.officer, numbers.c.channel)
        .order_by(numbers.c.officer, numbers.c.channel)
    )
    return [
        FailingNumber(officer, Channel(channel), since, errors[0])
        for officer, channel, since, errors in session.exec(failing).all()
    ]


def _refused_numbers() -> Subquery:
    """Present numbers that were ever refused: few, and all that needs a closer look."""
    return (
        select(Notification.officer, Notification.channel, Notification.phone)
        .join(
            Officer, and_(col(Officer.id) == col(Notification.officer), col(Officer.phone) == col(Notification.phone))
        )
        .where(col(Officer.active), col(Notification.refused))
        .distinct()
        .subquery()
    )


def _last_reached(numbers: Subquery) -> LateralFromClause:
    """When each was last reached, if ever; found from the newest attempt backwards."""
    later = aliased(Notification)
    was_reached = or_(
        col(later.state).in_(_REACHED),
        and_(col(later.channel) == Channel.SMS, col(later.state) == NotificationState.SENT),
    )
    newest = select(later.id).where(_is_of(later, numbers), ~col(later.refused), was_reached)
    return newest.order_by(col(later.id).desc()).limit(1).lateral()


def _is_of(attempt: type[Notification], numbers: Subquery) -> ColumnElement[bool]:
    return and_(
        col(attempt.officer) == numbers.c.officer,
        col(attempt.channel) == numbers.c.channel,
        col(attempt.phone) == numbers.c.phone,
    )
