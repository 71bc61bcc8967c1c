"""What may happen to somebody who waits, and how the log of their case tells it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from hotline.models import CaseEvent, Contact, Notification, NotificationState, Stage, reasons


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


Attempts = dict[int, Notification]
"""By the ids that the log gives."""


def moment_of(line: CaseEvent, contact: Contact, attempts: Attempts, names: dict[str, str]) -> Moment | None:
    """What this line of the log means for a caller who waits; None: nothing. `names`: of officers, by their ids."""
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
