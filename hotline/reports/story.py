"""Why somebody waited: one contact, moment by moment, until a human answered or they had gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from hotline.models import Alert, Case, CaseEvent, Contact, Notification, NotificationState, Stage
from routing.models import Officer


class What(StrEnum):
    GREETED = "greeted"
    PLACE_KNOWN = "place_known"
    STEP = "step"
    EXHAUSTED = "exhausted"
    RUNG = "rung"
    PASSED_ON = "passed_on"
    UNANSWERED = "unanswered"
    FAILED = "failed"
    ACCEPTED = "accepted"
    DESK = "desk"
    NATIONAL = "national"
    MESSAGE = "message"
    ANSWERED = "answered"
    LEFT = "left"


OF_NOTIFICATION = {
    NotificationState.SENT: What.RUNG,
    NotificationState.DECLINED: What.PASSED_ON,
    NotificationState.UNANSWERED: What.UNANSWERED,
    NotificationState.FAILED: What.FAILED,
    NotificationState.ACCEPTED: What.ACCEPTED,
}
OF_STAGE = {
    Stage.WAITING: What.PLACE_KNOWN,
    Stage.DESK: What.DESK,
    Stage.NATIONAL: What.NATIONAL,
    Stage.MESSAGE: What.MESSAGE,
}


@dataclass(frozen=True)
class Moment:
    """`officer`: the name of who was rung, and `channel` how; `step`: the step of the policy."""

    at: datetime
    after: timedelta
    """Since the contact began."""
    what: What
    officer: str | None = None
    channel: str | None = None
    step: str | None = None


@dataclass(frozen=True)
class Phases:
    """Where the time went, in three parts that make up the whole. None: it never came to this."""

    asking: timedelta | None
    until_rung: timedelta | None
    ringing: timedelta | None


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
        start = self.contact.started_at
        rung = next((moment.at for moment in self.moments if moment.what == What.RUNG), None)
        asked = min(self.contact.waiting_since or self.until, rung or self.until, self.until)
        rung_or_end = max(rung or self.until, asked)
        return Phases(
            asked - start,
            rung_or_end - asked if asked < self.until else None,
            self.until - rung_or_end if rung else None,
        )


def story_of(session: Session, contact: Contact, case: Case, *, now: datetime) -> Story:
    """Of the whole case, since its alert rings for all its callers, but only while this one waited."""
    until = contact.answered_at or contact.ended_at or now
    lines = session.exec(
        select(CaseEvent)
        .where(CaseEvent.case_id == case.id, col(CaseEvent.at) >= contact.started_at, col(CaseEvent.at) <= until)
        .order_by(col(CaseEvent.at), col(CaseEvent.id))
    ).all()
    attempts = _attempts(session, case.id, since=contact.started_at, until=until)
    moments = [Moment(contact.started_at, timedelta(0), What.GREETED)]
    moments += [moment for line in lines if (moment := _moment(line, contact, attempts))]
    end = What.ANSWERED if contact.answered_at else What.LEFT if contact.ended_at else None
    if end:
        moments.append(Moment(until, until - contact.started_at, end, officer=_name(session, contact.answered_by)))
    return Story(contact, case, until, tuple(moments))


Attempts = dict[int, tuple[Notification, str]]


def _attempts(session: Session, case_id: int, *, since: datetime, until: datetime) -> Attempts:
    rows = session.exec(
        select(Notification, Officer.name)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .join(Officer, col(Officer.id) == col(Notification.officer))
        .where(Alert.case_id == case_id, col(Notification.created_at) <= until)
        .where(col(Notification.ended_at).is_(None) | (col(Notification.ended_at) >= since))
    )
    return {row.id: (row, name) for row, name in rows}


def _moment(line: CaseEvent, contact: Contact, attempts: Attempts) -> Moment | None:
    after = line.at - contact.started_at
    if line.what == "alert.step":
        return Moment(line.at, after, What.STEP, step=(line.after or "").partition(".")[0])
    if line.what == "alert.state" and line.after == "exhausted":
        return Moment(line.at, after, What.EXHAUSTED)
    if line.what == "contact.stage" and line.subject == contact.id and line.after in OF_STAGE:
        return Moment(line.at, after, OF_STAGE[Stage(line.after)])
    if line.what == "notification.state" and line.subject in attempts and line.after in OF_NOTIFICATION:
        attempt, name = attempts[line.subject]
        return Moment(line.at, after, OF_NOTIFICATION[NotificationState(line.after)], name, attempt.channel)
    return None


def _name(session: Session, officer: str | None) -> str | None:
    row = session.get(Officer, officer) if officer else None
    return row.name if row else None
