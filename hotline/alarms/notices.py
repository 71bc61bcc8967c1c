"""Notices of alarms: one row for each attempt to tell one manager over one channel."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.alarms.trouble import Kind
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Alarm, AlarmNotice, NotificationState
from hotline.queued import is_free
from routing.models import Channel, Officer, Role

QUEUED, SENT, FAILED, CANCELLED = (
    NotificationState.QUEUED,
    NotificationState.SENT,
    NotificationState.FAILED,
    NotificationState.CANCELLED,
)
PATIENCE = timedelta(minutes=5)
"""How long an error that may pass is tried again."""
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(seconds=30)


def announce(session: Session, alarm: Alarm, *, now: datetime) -> None:
    """Tell every manager on all their channels. A case that nobody takes rings them by itself: they get a text."""
    managers = select(Officer).where(Officer.role == Role.MANAGER, Officer.active).order_by(col(Officer.id))
    wanted = {Channel.SMS} if alarm.kind == Kind.EXHAUSTED else {Channel.SMS, Channel.CALL}
    for manager in session.exec(managers).all():
        for channel in sorted(wanted & {Channel(name) for name in manager.channels}):
            _add(session, alarm.id, manager, channel, all_clear=False, now=now)


def give_all_clear(session: Session, alarm_id: int, *, now: datetime) -> None:
    """Tell whoever was told of this alarm that it is over, by text; whoever was not need not be told of either."""
    untold = col(AlarmNotice.alarm_id) == alarm_id, col(AlarmNotice.all_clear).is_(False), is_free(AlarmNotice, now)
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


def mark_sent(session: Session, notice_id: int, sid: str, *, now: datetime) -> str:
    """The network has it; returns to whom it goes. If the trouble is over meanwhile, the all-clear follows."""
    notice = locked(session, AlarmNotice, notice_id)
    notice.state, notice.sid, notice.sent_at, notice.claimed_until = SENT, sid, now, None
    session.add(notice)
    session.flush()
    _follow(session, notice, now=now)
    return notice.officer


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
