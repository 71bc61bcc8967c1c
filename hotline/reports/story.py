"""Why somebody waited: one contact, moment by moment, until a human answered or they had gone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlmodel import Session, col, select

from hotline.models import Alert, Case, CaseEvent, Contact, Notification, NotificationState, Stage, reasons
from routing.models import Officer


class What(StrEnum):
    GREETED = "greeted"
    PLACE_KNOWN = "place_known"
    NOT_ASKED = "not_asked"
    BACK = "back"
    STEP = "step"
    STEP_NOBODY = "step_nobody"
    STEP_BUSY = "step_busy"
    STEP_WAITS = "step_waits"
    ANEW = "anew"
    GONE = "gone"
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
OF_STEP = {
    reasons.NOBODY_IS_THERE: What.STEP_NOBODY,
    reasons.EVERYONE_IS_BUSY: What.STEP_BUSY,
    reasons.WAITS_FOR_SOMEBODY: What.STEP_WAITS,
}
"""Why a step rang nobody; every other one began."""
OF_ALERT = {reasons.OFFICER_WAS_GONE: What.GONE}
"""Why there is a new alert while somebody waits."""
OF_STAGE = {
    Stage.WAITING: What.PLACE_KNOWN,
    Stage.DESK: What.DESK,
    Stage.NATIONAL: What.NATIONAL,
    Stage.MESSAGE: What.MESSAGE,
}


ASKED = (Stage.ASKING, None)
"""Before the first wait; whoever comes to it from elsewhere comes back."""

PASSED_ON_TO = frozenset({What.DESK, What.NATIONAL})
NOBODY_COMES = frozenset({What.ANSWERED, What.GONE, What.ANEW, What.MESSAGE})
"""After these, whoever had been on their way is so no longer; they answered and were cut off, or did not come."""


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
    moments += [moment for line in lines if (moment := _moment(line, contact, attempts, names))]
    end = What.ANSWERED if contact.answered_at else What.LEFT if contact.ended_at else None
    if end:
        officer = names.get(contact.answered_by or "")
        moments.append(Moment(until, until - contact.started_at, end, officer=officer))
    return Story(contact, case, until, tuple(dict.fromkeys(moments)))  # passed on is passed on over each channel


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
    if line.what in {"alert.step", "alert.state"}:
        return _ringing(line, contact, moment)
    if line.what == "contact.answered" and line.subject == contact.id and line.at != contact.answered_at:
        return moment(What.ANSWERED, names.get(line.who or ""))  # and was cut off
    if line.what == "contact.stage" and line.subject == contact.id and line.after in OF_STAGE:
        is_back = line.after == Stage.WAITING and line.before not in ASKED
        is_at_once = line.after == Stage.WAITING and line.at == contact.started_at
        return moment(What.BACK if is_back else What.NOT_ASKED if is_at_once else OF_STAGE[Stage(line.after)])
    if line.what == "notification.state" and line.subject in attempts and line.after in OF_NOTIFICATION:
        attempt, what = attempts[line.subject], OF_NOTIFICATION[NotificationState(line.after)]
        channel = None if what in {What.PASSED_ON, What.ACCEPTED} else attempt.channel
        return moment(what, names[attempt.officer], channel)
    return None


def _ringing(line: CaseEvent, contact: Contact, moment: Callable[..., Moment]) -> Moment | None:
    if line.what == "alert.step":
        step = (line.after or "").partition(".")[0]
        return moment(What.ANEW) if step == "0" else moment(OF_STEP.get(line.why or "", What.STEP), step=step)
    if line.before is None and line.at > contact.started_at:
        return moment(OF_ALERT.get(line.why or "", What.ANEW))
    return moment(What.EXHAUSTED) if line.after == "exhausted" else None
