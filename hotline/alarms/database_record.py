"""The alarm about the database, written into it once it is back."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.alarms.told_file import Told
from hotline.alarms.trouble import Kind
from hotline.models import Alarm, AlarmNotice, NotificationState
from routing.models import Officer

AWAY = timedelta(seconds=10)
"""A failing-over or restarting server is back before that; then the managers are told."""


def put_on_record(session: Session, told: Told, *, now: datetime) -> None:
    """The alarm as it would have been written, had the database been there; once."""
    known = select(Alarm.id).where(Alarm.kind == Kind.DATABASE, Alarm.since == told.since)
    if session.exec(known).first() is not None:
        return
    raised_at = told.since + AWAY
    alarm = Alarm(
        kind=Kind.DATABASE,
        since=told.since,
        raised_at=raised_at,
        seen_at=told.seen_at,
        tell_at=raised_at,
        told_at=raised_at,
        cleared_at=now,
    )
    session.add(alarm)
    session.flush()
    officers = session.exec(select(Officer).where(col(Officer.id).in_([manager for manager, _ in told.sent]))).all()
    phones = {officer.id: officer.phone for officer in officers}
    for manager, channel in told.sent:
        if manager in phones:
            session.add(
                AlarmNotice(
                    alarm_id=alarm.id,
                    officer=manager,
                    channel=channel,
                    phone=phones[manager],
                    state=NotificationState.SENT,
                    attempts=1,
                    created_at=raised_at,
                    sent_at=raised_at,
                )
            )
