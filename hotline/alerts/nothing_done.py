"""A human took a case and nothing happened: it is rung for again.

What was done is read from the case's log when it is time to look, so that whoever does something need not know of this.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.alerts.deeds import is_deed, last_talk
from hotline.alerts.opening import open_alert, running_alert
from hotline.db import locked
from hotline.models import Case, CaseEvent, CaseState, reasons
from hotline.targets import targets_of
from routing.roster import city

DONE = (
    *("case.first_action", "case.arrival", "case.child_safe"),
    *("case.note", "case.person", "message.state"),
    *("case.district", "case.urgency", "case.callback_safe", "case.joined"),
)
"""What somebody works on a case who writes it in the log: what was reached, what they write down, send and decide."""


def expect_action(session: Session, case: Case, *, by: str | None, now: datetime) -> None:
    """Somebody has just taken this locked case: from now on something is to be done within the city's time.

    A colleague who answers for whoever has it puts nothing off: each might think that the other one acts.
    """
    is_begun = case.first_action_at or case.arrived_at or case.child_safe_at
    is_expected = case.nothing_done_at is not None and case.acknowledged_by != by
    if case.state == CaseState.ACKNOWLEDGED and not (case.drill or is_begun or is_expected):
        case.nothing_done_at = now + _time_to_act(session)
        session.add(case)


def ring_if_nothing_done(session: Session, case_id: int, *, now: datetime) -> bool:
    """Ring for the case again if it is time and nothing has been done. Safe to run early, late, twice or at once."""
    case = locked(session, Case, case_id)
    if case.nothing_done_at is None or case.nothing_done_at > now:
        return False
    time = _time_to_act(session)
    since, case.nothing_done_at = case.nothing_done_at - time, None
    session.add(case)
    if case.state != CaseState.ACKNOWLEDGED or running_alert(session, case.id) or _was_done(session, case, since):
        return False
    look_at = (last_talk(session, case.id, now=now) or since) + time
    if look_at > now:
        case.nothing_done_at = look_at
        return False
    open_alert(session, case.id, now=now, ring_at=now, why=reasons.NOTHING_DONE, nothing_done=True)
    return True


def _time_to_act(session: Session) -> timedelta:
    """The tightest target of the time to the first action, counted from whenever somebody could begin."""
    return timedelta(seconds=targets_of(city(session).targets, "first_action")[0].seconds)


def _was_done(session: Session, case: Case, since: datetime) -> bool:
    """By any human, since somebody has been expected to."""
    if case.first_action_at or case.arrived_at or case.child_safe_at:
        return True
    done = select(CaseEvent.id).where(
        CaseEvent.case_id == case.id, col(CaseEvent.what).in_(DONE), is_deed(), col(CaseEvent.at) >= since
    )
    return session.exec(done.limit(1)).first() is not None
