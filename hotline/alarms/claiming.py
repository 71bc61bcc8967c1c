"""Which notices of alarms one process sends now: each is claimed, and a manager has one call at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from hotline.alarms.line import CALL_LASTS, rings_for_a_child
from hotline.alarms.trouble import Kind
from hotline.alarms.words import alarm_text
from hotline.db import locked
from hotline.models import Alarm, AlarmNotice, NotificationState
from hotline.queued import is_due
from routing.models import Channel, Officer

CLAIM = timedelta(seconds=15)
"""Longer than an order to the network takes; then another process takes over."""
MOST_AT_ONCE = 8


@dataclass(frozen=True)
class Order:
    """One claimed notice, ready to be sent."""

    notice: int
    channel: Channel
    phone: str
    kind: Kind
    body: str


def claim_due(session: Session, *, now: datetime) -> list[Order]:
    """Notices that this process is to send now.

    A manager has one call at a time, and a child's comes first: an alarm's call waits until their line is free.
    Managers are locked in order, so that two processes never claim two calls to the same one.
    """
    due = select(AlarmNotice).where(_is_due(now)).order_by(col(AlarmNotice.officer), col(AlarmNotice.id))
    orders = []
    for notice in session.exec(due.limit(MOST_AT_ONCE)).all():
        locked(session, Officer, notice.officer)
        claimed = session.exec(
            update(AlarmNotice)
            .where(col(AlarmNotice.id) == notice.id, _is_due(now))
            .values(claimed_until=now + CLAIM, attempts=AlarmNotice.attempts + 1)
            .returning(col(AlarmNotice.id))
        ).scalar_one_or_none()
        if claimed is not None:
            orders.append(_order(session, notice, now=now))
    return orders


def _order(session: Session, notice: AlarmNotice, *, now: datetime) -> Order:
    alarm = session.get_one(Alarm, notice.alarm_id)
    body = alarm_text(session, alarm, all_clear=notice.all_clear, now=now) if notice.channel == Channel.SMS else ""
    return Order(notice.id, Channel(notice.channel), notice.phone, Kind(alarm.kind), body)


def _is_due(now: datetime) -> ColumnElement[bool]:
    may_be_called = (col(AlarmNotice.channel) != Channel.CALL) | ~(rings_for_a_child() | _rings_for_an_alarm(now))
    return is_due(AlarmNotice, now) & may_be_called


def _rings_for_an_alarm(now: datetime) -> ColumnElement[bool]:
    other: Any = aliased(AlarmNotice)
    return exists().where(
        other.officer == AlarmNotice.officer,
        other.channel == Channel.CALL,
        other.id != AlarmNotice.id,
        (other.sent_at > now - CALL_LASTS) | ((other.state == NotificationState.QUEUED) & (other.claimed_until > now)),
    )
