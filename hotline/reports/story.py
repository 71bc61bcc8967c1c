"""Why somebody waited: one contact, moment by moment, until a human answered or they had gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlmodel import Session, col, select

from hotline.models import Alert, Case, CaseEvent, Contact, Notification, NotificationState, Stage
from routing.models import Officer


class What(StrEnum):
    GREETED = "greeted"
    PLACE_KNOWN = "place_known"
    BACK = "back"
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


ASKED = (Stage.ASKING, None)
"""Before the first wait; whoever comes to it from elsewhere comes back."""


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
    names = dict(session.exec(select(Officer.id, Officer.name)).all())
    moments = [Moment(contact.started_at, timedelta(0), What.GREETED)]
    moments += [moment for line in lines if (moment := _moment(line, contact, attempts, names))]
    end = What.ANSWERED if contact.answered_at else What.LEFT if contact.ended_at else None
    if end:
        officer = names.get(contact.answered_by or "")
        moments.append(Moment(until, until - contact.started_at, end, officer=officer))
    return Story(contact, case, until, tuple(moments))


Attempts = dict[int, Notification]


def _attempts(session: Session, case_id: int, *, since: datetime, until: datetime) -> Attempts:
    rows = session.exec(
        select(Notification)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(Alert.case_id == case_id, col(Notification.created_at) <= until)
        .where(col(Notification.ended_at).is_(None) | (col(Notification.ended_at) >= since))
    )
    return {row.id: row for row in rows}


def _moment(line: CaseEvent, contact: Contact, attempts: Attempts, names: dict[str, str]) -> Moment | None:
    moment = partial(Moment, line.at, line.at - contact.started_at)
    if line.what == "alert.step":
        return moment(What.STEP, step=(line.after or "").partition(".")[0])
    if line.what == "alert.state" and line.after == "exhausted":
        return moment(What.EXHAUSTED)
    if line.what == "contact.answered" and line.subject == contact.id and line.at != contact.answered_at:
        return moment(What.ANSWERED, names.get(line.who or ""))  # and was cut off
    if line.what == "contact.stage" and line.subject == contact.id and line.after in OF_STAGE:
        is_back = line.after == Stage.WAITING and line.before not in ASKED
        return moment(What.BACK if is_back else OF_STAGE[Stage(line.after)])
    if line.what == "notification.state" and line.subject in attempts and line.after in OF_NOTIFICATION:
        attempt = attempts[line.subject]
        return moment(OF_NOTIFICATION[NotificationState(line.after)], names[attempt.officer], attempt.channel)
    return None
