"""Why somebody waited: one contact, moment by moment, until a human answered or they had gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.models import Alert, Case, CaseEvent, Contact, Notification
from hotline.reports.moments import Attempts, Moment, What, moment_of
from routing.models import Officer

PASSED_ON_TO = frozenset({What.DESK, What.NATIONAL})
NOBODY_COMES = frozenset({What.ANSWERED, What.GONE, What.ANEW, What.MESSAGE})
"""After these, whoever had been on their way is so no longer; they answered and were cut off, or did not come."""


@dataclass(frozen=True)
class Phases:
    """Where the time went, in parts that make up the whole. None: it never came to this."""

    asking: timedelta | None
    until_rung: timedelta | None
    ringing: timedelta | None
    """From the first ring until an officer accepted, or the caller was passed on, for the last time."""
    put_through: timedelta | None


@dataclass(frozen=True)
class Story:
    contact: Contact
    case: Case
    until: datetime
    moments: tuple[Moment, ...]

    @property
    def waited(self) -> timedelta:
        return self.until - self.contact.started_at

    @property
    def phases(self) -> Phases:
        """Somebody may be rung while the caller is still being asked; then no time passed between."""
        start, until = self.contact.started_at, self.until
        rung = next((moment.at for moment in self.moments if moment.what == What.RUNG), None)
        coming = self._coming_since()
        asked = min(self.contact.waiting_since or until, rung or until, coming or until)
        rung_or_end = max(rung or coming or until, asked)
        accepted = max(coming or until, rung_or_end)
        return Phases(
            asked - start,
            rung_or_end - asked if asked < until else None,
            accepted - rung_or_end if rung else None,
            until - accepted if coming else None,
        )

    def _coming_since(self) -> datetime | None:
        """Since when whoever was on their way at the end was so; not who had come, or given up, before."""
        accepted = passed_on = None
        for moment in self.moments:
            if moment.what in NOBODY_COMES and moment.at < self.until:
                accepted = passed_on = None
            elif moment.what == What.ACCEPTED:
                accepted = moment.at
            elif moment.what in PASSED_ON_TO:
                passed_on = passed_on or moment.at
            elif moment.what == What.BACK:
                passed_on = None
        return accepted or passed_on


def story_of(session: Session, contact: Contact, case: Case, *, now: datetime) -> Story:
    """Of the whole case, since its alert rings for all its callers, but only while this one waited."""
    until = contact.answered_at or contact.ended_at or now
    lines = session.exec(
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id, col(CaseEvent.at) >= contact.started_at, col(CaseEvent.at) <= until)
        .order_by(col(CaseEvent.at), col(CaseEvent.id))
    ).all()
    attempts = _attempts(session, case.id, since=contact.started_at, until=until)
    names = dict(session.exec(select(Officer.id, Officer.name)).all())
    moments = [Moment(contact.started_at, timedelta(0), What.GREETED)]
    moments += [moment for line in lines if (moment := moment_of(line, contact, attempts, names))]
    end = What.ANSWERED if contact.answered_at else What.LEFT if contact.ended_at else None
    if end:
        officer = names.get(contact.answered_by or "")
        moments.append(Moment(until, until - contact.started_at, end, officer=officer))
    return Story(contact, case, until, tuple(dict.fromkeys(moments)))  # passed on is passed on over each channel


def _attempts(session: Session, case_id: int, *, since: datetime, until: datetime) -> Attempts:
    rows = session.exec(
        select(Notification)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(Alert.case_id == case_id, col(Notification.created_at) <= until)
        .where(col(Notification.ended_at).is_(None) | (col(Notification.ended_at) >= since))
    )
    return {row.id: row for row in rows}
