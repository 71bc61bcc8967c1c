"""A human took a case and nothing happened: it is rung for again.

What was done is read from the case's log when it is time to look, so that whoever does something need not know of this.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, func, or_, select

from hotline.alerts.opening import open_alert, running_alert
from hotline.contacts import is_on_the_line
from hotline.models import AlertState, Callback, Case, CaseEvent, CaseState, Contact, reasons
from hotline.targets import targets_of
from routing.roster import city

DONE = (
    *("case.first_action", "case.arrival", "case.child_safe"),
    *("case.note", "case.person", "message.state"),
    *("case.district", "case.urgency", "case.callback_safe", "case.joined"),
)
"""What somebody works on a case who writes it in the log: what was reached, what they write down, send and decide."""


def expect_action(session: Session, case: Case, *, now: datetime) -> None:
    """Somebody has just taken this locked case: from now on something is to be done within the city's time."""
    is_begun = case.first_action_at or case.arrived_at or case.child_safe_at
    if case.state == CaseState.ACKNOWLEDGED and not case.drill and not is_begun:
        case.nothing_done_at = now + _time_to_act(session)
        session.add(case)


def ring_if_nothing_done(session: Session, case_id: int, *, now: datetime) -> bool:
    """Ring for the case again if it is time and nothing has been done. Safe to run early, late, twice or at once."""
    claimed = session.exec(
        update(Case)
        .where(col(Case.id) == case_id, col(Case.nothing_done_at) <= now)
        .values(nothing_done_at=None)
        .returning(col(Case.id))
    ).scalar_one_or_none()
    if claimed is None:
        return False
    case = session.get_one(Case, case_id, populate_existing=True)
    if case.state != CaseState.ACKNOWLEDGED or running_alert(session, case.id) or _was_done(session, case):
        return False
    look_at = _last_talk(session, case, now=now) + _time_to_act(session)
    if look_at > now:
        case.nothing_done_at = look_at
        session.add(case)
        return False
    open_alert(session, case.id, now=now, ring_at=now, why=reasons.NOTHING_DONE, nothing_done=True)
    return True


def _time_to_act(session: Session) -> timedelta:
    """The tightest target of the time to the first action, counted from whenever somebody could begin."""
    return timedelta(seconds=targets_of(city(session).targets, "first_action")[0].seconds)


def _was_done(session: Session, case: Case) -> bool:
    """By any human, since the case was last taken."""
    if case.first_action_at or case.arrived_at or case.child_safe_at:
        return True
    done = select(CaseEvent.id).where(
        CaseEvent.case_id == case.id,
        col(CaseEvent.what).in_(DONE),
        col(CaseEvent.who).is_not(None),
        col(CaseEvent.at) >= _taken_at(session, case),
    )
    return session.exec(done.limit(1)).first() is not None


def _taken_at(session: Session, case: Case) -> datetime:
    taken = or_(
        (col(CaseEvent.what) == "alert.state") & (col(CaseEvent.after) == AlertState.ACKNOWLEDGED),
        (col(CaseEvent.what) == "case.owner") & col(CaseEvent.after).is_not(None),
        (col(CaseEvent.what) == "case.state") & (col(CaseEvent.after) == CaseState.ACKNOWLEDGED),
    )
    latest = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == case.id, taken)
    return session.exec(latest).one() or case.opened_at


def _last_talk(session: Session, case: Case, *, now: datetime) -> datetime:
    """Until when somebody talked with a caller of it, or tried to: this moment, if they still do."""
    tries = session.exec(select(Callback.ended_at).where(Callback.case_id == case.id)).all()
    if is_on_the_line(session, case.id) or None in tries:
        return now
    talked = select(func.max(Contact.ended_at)).where(Contact.case_id == case.id, col(Contact.answered_at).is_not(None))
    ends = [*tries, session.exec(talked).one()]
    return max((end for end in ends if end), default=_taken_at(session, case))
