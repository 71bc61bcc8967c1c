"""Alarms as rows: raised once whoever sees the trouble, kept while somebody still sees it, then cleared.

Several processes judge at once and see different things, such as each its own requests. So an alarm is over when
nobody has seen its trouble for a while, not when one process does not see it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.alarms import notices
from hotline.alarms.trouble import Kind, Trouble
from hotline.models import Alarm

UNSEEN = timedelta(seconds=10)
"""What nobody has seen for that long is over."""
SEEN_ANEW = timedelta(seconds=4)
"""How often it is written down that trouble lasts."""
LATELY = timedelta(minutes=5)
"""What comes back within that time flutters, and is told only when it LASTS."""
LASTS = timedelta(seconds=60)


def record(session: Session, seen: Collection[Trouble], judged: Collection[Kind], *, now: datetime) -> None:
    """Write down what one process sees. Of kinds that it could not judge, it says nothing."""
    known = {(alarm.kind, alarm.subject): alarm for alarm in open_alarms(session)}
    for trouble in seen:
        alarm = known.pop((trouble.kind, trouble.subject), None)
        if alarm is None or _overtakes(session, trouble, alarm, now=now):
            _raise(session, trouble, now=now)
        elif now - alarm.seen_at >= SEEN_ANEW:
            _keep(session, alarm, now=now)
    for alarm in known.values():
        if alarm.kind in judged and now - alarm.seen_at >= UNSEEN:
            _clear(session, alarm, now=now)
    _tell_what_lasts(session, now=now)


def open_alarms(session: Session) -> list[Alarm]:
    return list(session.exec(select(Alarm).where(col(Alarm.cleared_at).is_(None)).order_by(col(Alarm.id))))


def _raise(session: Session, trouble: Trouble, *, now: datetime) -> None:
    last_cleared = session.exec(
        select(func.max(Alarm.cleared_at)).where(Alarm.kind == trouble.kind, Alarm.subject == trouble.subject)
    ).one()
    flutters = last_cleared is not None and now - last_cleared < LATELY
    new = insert(Alarm).values(
        kind=trouble.kind,
        subject=trouble.subject,
        since=trouble.since,
        raised_at=now,
        seen_at=now,
        tell_at=now + LASTS if flutters else now,
    )
    session.connection().execute(new.on_conflict_do_nothing())


def _keep(session: Session, alarm: Alarm, *, now: datetime) -> None:
    still_open = col(Alarm.id) == alarm.id, col(Alarm.cleared_at).is_(None)
    session.exec(update(Alarm).where(*still_open).values(seen_at=func.greatest(Alarm.seen_at, now)))


def _overtakes(session: Session, trouble: Trouble, alarm: Alarm, *, now: datetime) -> bool:
    """Whether the alarm told of a later moment: then it makes room for a new one, since who waits for that is late.

    Nobody is told that it is over, for it is not.
    """
    if not (trouble.since and alarm.since and now < alarm.since and trouble.since < alarm.since):
        return False
    still_open = col(Alarm.id) == alarm.id, col(Alarm.cleared_at).is_(None)
    session.exec(update(Alarm).where(*still_open).values(cleared_at=now))
    return True


def _clear(session: Session, alarm: Alarm, *, now: datetime) -> None:
    unseen = col(Alarm.cleared_at).is_(None), col(Alarm.seen_at) <= now - UNSEEN
    cleared = session.exec(
        update(Alarm).where(col(Alarm.id) == alarm.id, *unseen).values(cleared_at=now).returning(col(Alarm.id))
    ).scalar_one_or_none()
    if cleared is not None:
        notices.give_all_clear(session, cleared, now=now)


def _tell_what_lasts(session: Session, *, now: datetime) -> None:
    due = col(Alarm.cleared_at).is_(None), col(Alarm.told_at).is_(None), col(Alarm.tell_at) <= now
    told = session.exec(update(Alarm).where(*due).values(told_at=now).returning(col(Alarm.id))).scalars().all()
    for alarm in sorted(told):
        notices.announce(session, session.get_one(Alarm, alarm), now=now)
