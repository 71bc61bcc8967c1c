"""What whoever has a case is told of it: a caller's new message, and that somebody else has the case now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.alerts.opening import NEWS_PAUSE, open_alert
from hotline.models import Alert, Case, CaseEvent, Purpose
from hotline.reaching import add_news
from routing.models import Channel, Officer
from routing.roster import can_be_rung, load_duties

HAS_IT_IN_MIND = timedelta(minutes=10)
"""Whoever has accepted within that time is awake, also outside their hours, and reads what comes."""


def tell_who_has_it(session: Session, case: Case, alert: Alert, *, now: datetime) -> None:
    """By a text, which wakes nobody: unless one of them is on duty or has just accepted, somebody is rung besides.

    `alert` is the case's newest, which somebody has accepted; the case is locked.
    """
    having = _who_has_it(session, case, alert)
    readers = [officer for officer in having if Channel.SMS in officer.channels]
    for officer in readers:
        add_news(session, alert, officer, now=now)
    if not _somebody_reads(session, alert, readers, now=now):
        ring_at = _ring_at(alert, having, now=now)
        open_alert(session, case.id, now=now, ring_at=ring_at, why="a new message, and nobody on duty reads of it")


def tell_former_owner(session: Session, alert: Alert, former: str, *, now: datetime) -> None:
    """Somebody else has the case now: a text. `alert` is the case's newest."""
    officer = session.get_one(Officer, former)
    if officer.active and Channel.SMS in officer.channels:
        add_news(session, alert, officer, now=now, purpose=Purpose.TAKEN_OVER)


def _who_has_it(session: Session, case: Case, alert: Alert) -> Sequence[Officer]:
    """The owner, and who has accepted last: they have talked with the caller since. Who gave it away is neither."""
    latest = None if _gave_it_away(session, alert) else alert.acknowledged_by
    theirs = col(Officer.id).in_([one for one in (case.acknowledged_by, latest) if one])
    return session.exec(select(Officer).where(theirs, can_be_rung()).order_by(col(Officer.id))).all()


def _gave_it_away(session: Session, alert: Alert) -> bool:
    """Whether somebody took the case over from whoever accepted this alert, or it was given to another district."""
    given = select(CaseEvent.id).where(
        CaseEvent.case_id == alert.case_id,
        CaseEvent.what == "case.owner",
        CaseEvent.before == alert.acknowledged_by,
        col(CaseEvent.at) >= alert.acknowledged_at,
    )
    return session.exec(given.limit(1)).first() is not None


def _somebody_reads(session: Session, alert: Alert, readers: Sequence[Officer], *, now: datetime) -> bool:
    reading = {officer.id for officer in readers}
    if alert.acknowledged_by in reading and _accepted_within(alert, HAS_IT_IN_MIND, now=now):
        return True
    duties = load_duties(session, since=now).values() if reading else ()
    return any(not reading.isdisjoint(duty.officers_at(now)) for duty in duties)


def _ring_at(alert: Alert, having: Sequence[Officer], *, now: datetime) -> datetime:
    """Not in the moment in which somebody who reads no texts has accepted: they look at the case anyway."""
    has_just_come = any(officer.id == alert.acknowledged_by for officer in having)
    return max(now, alert.acknowledged_at + NEWS_PAUSE) if has_just_come and alert.acknowledged_at else now


def _accepted_within(alert: Alert, time: timedelta, *, now: datetime) -> bool:
    return alert.acknowledged_at is not None and alert.acknowledged_at > now - time
