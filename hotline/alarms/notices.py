"""Notices of alarms: one row for each attempt to tell one manager over one channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from hotline.alarms.trouble import Kind
from hotline.alarms.words import alarm_text
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Alarm, AlarmNotice, Notification, NotificationState
from routing.models import Channel, Officer, Role

QUEUED, SENT, FAILED, CANCELLED = (
    NotificationState.QUEUED,
    NotificationState.SENT,
    NotificationState.FAILED,
    NotificationState.CANCELLED,
)
PATIENCE = timedelta(minutes=5)
"""How long an error that may pass is tried again."""
CLAIM = timedelta(seconds=15)
"""Longer than an order to the network takes; then another process takes over."""
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(seconds=30)
CALL_LASTS = timedelta(seconds=60)
"""The ringing and the sentence of an alarm's call; its end is not told to us."""
MOST_AT_ONCE = 8


@dataclass(frozen=True)
class Order:
    """One claimed notice, ready to be sent."""

    notice: int
    channel: Channel
    phone: str
    kind: Kind
    body: str


def announce(session: Session, alarm: Alarm, *, now: datetime) -> None:
    """Tell every manager on all their channels. A case that nobody takes rings them by itself: they get a text."""
    managers = select(Officer).where(Officer.role == Role.MANAGER, Officer.active).order_by(col(Officer.id))
    wanted = {Channel.SMS} if alarm.kind == Kind.EXHAUSTED else {Channel.SMS, Channel.CALL}
    for manager in session.exec(managers).all():
        for channel in sorted(wanted & {Channel(name) for name in manager.channels}):
            _add(session, alarm.id, manager, channel, all_clear=False, now=now)


def give_all_clear(session: Session, alarm_id: int, *, now: datetime) -> None:
    """Tell whoever was told of this alarm that it is over, by text; whoever was not need not be told of either."""
    untold = col(AlarmNotice.alarm_id) == alarm_id, col(AlarmNotice.all_clear).is_(False), _is_free(now)
    session.exec(update(AlarmNotice).where(*untold).values(state=CANCELLED, send_after=None))
    told = (
        select(Officer)
        .join(AlarmNotice, col(AlarmNotice.officer) == col(Officer.id))
        .where(AlarmNotice.alarm_id == alarm_id, AlarmNotice.state == SENT, Officer.active)
        .order_by(col(Officer.id))
        .distinct()
    )
    for manager in session.exec(told).all():
        if Channel.SMS in manager.channels:
            _add(session, alarm_id, manager, Channel.SMS, all_clear=True, now=now)


def _add(
    session: Session, alarm_id: int, manager: Officer, channel: Channel, *, all_clear: bool, now: datetime
) -> None:
    new = insert(AlarmNotice).values(
        alarm_id=alarm_id,
        all_clear=all_clear,
        officer=manager.id,
        channel=channel,
        phone=manager.phone,
        state=QUEUED,
        attempts=0,
        created_at=now,
        send_after=now,
        give_up_at=now + PATIENCE,
    )
    session.connection().execute(new.on_conflict_do_nothing())


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


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Where a notice has not been sent, and no process is busy with it."""
    unclaimed = col(AlarmNotice.claimed_until).is_(None) | (col(AlarmNotice.claimed_until) <= now)
    return (col(AlarmNotice.state) == QUEUED) & unclaimed


def _is_due(now: datetime) -> ColumnElement[bool]:
    may_be_called = (col(AlarmNotice.channel) != Channel.CALL) | ~(_rings_for_a_child() | _rings_for_an_alarm(now))
    return _is_free(now) & (col(AlarmNotice.send_after) <= now) & may_be_called


def _rings_for_a_child() -> ColumnElement[bool]:
    return exists().where(
        col(Notification.officer) == col(AlarmNotice.officer),
        col(Notification.channel) == Channel.CALL,
        col(Notification.line_free_at).is_(None),
    )


def _rings_for_an_alarm(now: datetime) -> ColumnElement[bool]:
    other: Any = aliased(AlarmNotice)
    return exists().where(
        other.officer == AlarmNotice.officer,
        other.channel == Channel.CALL,
        other.id != AlarmNotice.id,
        (other.sent_at > now - CALL_LASTS) | ((other.state == QUEUED) & (other.claimed_until > now)),
    )


def mark_sent(session: Session, notice_id: int, sid: str, *, now: datetime) -> None:
    """The network has it. If the trouble is over meanwhile, the all-clear follows."""
    notice = locked(session, AlarmNotice, notice_id)
    notice.state, notice.sid, notice.sent_at, notice.claimed_until = SENT, sid, now, None
    session.add(notice)
    session.flush()
    _follow(session, notice, now=now)


def try_again_or_give_up(session: Session, notice_id: int, error: TelephonyError, *, now: datetime) -> None:
    notice = locked(session, AlarmNotice, notice_id)
    is_final = error.permanent or now >= (notice.give_up_at or now)
    notice.state = FAILED if is_final else QUEUED
    notice.send_after = now + min(SHORTEST_PAUSE * notice.attempts, LONGEST_PAUSE)
    notice.error, notice.claimed_until = str(error), None
    session.add(notice)
    session.flush()
    _follow(session, notice, now=now)


def _follow(session: Session, notice: AlarmNotice, *, now: datetime) -> None:
    """An alarm that was cleared while this notice was on its way."""
    if not notice.all_clear and locked(session, Alarm, notice.alarm_id).cleared_at is not None:
        give_all_clear(session, notice.alarm_id, now=now)
