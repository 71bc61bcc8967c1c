"""The end of a case, which only a human decides; and that it was not the end after all."""

from datetime import datetime

from sqlmodel import Session, select

from hotline import cases
from hotline.alerts.nothing_done import expect_action
from hotline.alerts.opening import running_alert
from hotline.casework.changing import claim
from hotline.casework.contact_safety import set_safety
from hotline.casework.drafts import forget_draft
from hotline.casework.news import News, must_have_seen_all
from hotline.casework.notes import add_note
from hotline.casework.refusals import Refused
from hotline.casework.taking import take_by_hand
from hotline.contacts import is_on_the_line
from hotline.db import locked
from hotline.models import NO_CASE, Case, CaseState, Disposition, event, reasons

HANDLED = (Disposition.HELPED, Disposition.REFERRED, *NO_CASE)
"""How a case may end; a duplicate is joined instead."""


def close_case(
    session: Session,
    case_id: int,
    disposition: Disposition,
    *,
    who: str,
    now: datetime,
    version: int,
    seen: News,
    words: str = "",
    form_id: str = "",
) -> None:
    """`words`: what was done, as a note. `seen`: the news that the page told.

    Raises Refused; said again by the same person, it changes nothing.
    """
    if words.strip():
        add_note(session, case_id, words, who=who, form_id=form_id, now=now, draft="close")
    cases.lock_contacts(session, case_id)
    if _is_closed_so(session, case_id, disposition, who):
        return
    case = claim(session, case_id, version=version)
    _must_be_over(session, case)
    must_have_seen_all(session, case_id, seen, who=who)
    if disposition in NO_CASE:  # closed in one step, also while it still rings: to say so is to take it
        take_by_hand(session, case, who, now=now)
    _close(session, case, disposition, who=who, now=now)
    forget_draft(session, case_id, who, "close")


def join_case(
    session: Session, case_id: int, other_id: int, *, who: str, now: datetime, version: int, seen: News
) -> None:
    """Close this case as a duplicate of the other one. Contacts stay where they are; both cases show them.

    Raises Refused: while a caller is on the line, and for another case that is closed, a duplicate itself, or a drill.
    """
    if case_id == other_id:
        raise Refused("join_itself")
    cases.lock_contacts(session, case_id)
    case, other = _claim_both(session, case_id, other_id, version=version)
    _must_be_over(session, case)
    must_have_seen_all(session, case_id, seen, who=who)
    if other.state == CaseState.CLOSED:
        raise Refused("join_closed")
    if other.drill and not case.drill:  # it ends by itself, and counts nowhere
        raise Refused("join_drill")
    take_by_hand(session, case, who, now=now)
    case.joined_to = other.id
    session.add(event(case.id, "case.joined", now=now, subject=other.id, after=other.number, who=who))
    session.add(event(other.id, "case.joined", now=now, subject=case.id, before=case.number, who=who))
    _close(session, case, Disposition.DUPLICATE, who=who, now=now)
    if case.callback_safe is False and other.callback_safe is not False:
        _warn_there(session, other, who=who, now=now)


def _claim_both(session: Session, case_id: int, other_id: int, *, version: int) -> tuple[Case, Case]:
    """Both are locked in one order. Raises Refused.

    But a closed one is not waited for: whoever writes about a duplicate holds it, and waits for the case that goes on.
    """
    if other_id < case_id:
        locked(session, Case, other_id)
        return claim(session, case_id, version=version), session.get_one(Case, other_id)
    case = claim(session, case_id, version=version)
    state = session.exec(select(Case.state).where(Case.id == other_id)).one()
    if state == CaseState.CLOSED:
        raise Refused("join_closed")
    return case, locked(session, Case, other_id)


def _warn_there(session: Session, other: Case, *, who: str, now: datetime) -> None:
    """The duplicate's callers are called back from the other case from now on; who ticks must have read the warning."""
    set_safety(session, other, safe=False, who=who, now=now, why=reasons.DUPLICATE_WARNS)
    other.version += 1


def reopen_case(session: Session, case_id: int, *, who: str, now: datetime, version: int) -> None:
    """Whoever had it has it again; a case that nobody had is theirs who reopens it. Raises Refused."""
    cases.lock_contacts(session, case_id)
    case = claim(session, case_id, version=version)
    if case.state != CaseState.CLOSED:
        raise Refused("not_closed")
    case.acknowledged_by = case.acknowledged_by or who
    case.acknowledged_at = case.acknowledged_at or now
    cases.reopen(session, case, now=now, who=who)
    expect_action(session, case, by=case.acknowledged_by, now=now)


def _is_closed_so(session: Session, case_id: int, disposition: Disposition, who: str) -> bool:
    """Asked of the locked case: the second of two taps at once waits for the first."""
    case = locked(session, Case, case_id)
    return (case.state, case.disposition, case.closed_by) == (CaseState.CLOSED, disposition, who)


def _must_be_over(session: Session, case: Case) -> None:
    if case.state == CaseState.CLOSED:
        raise Refused("closed")
    if is_on_the_line(session, case.id):
        raise Refused("caller_on_line")


def _close(session: Session, case: Case, disposition: Disposition, *, who: str, now: datetime) -> None:
    if case.state == CaseState.OPEN:
        raise Refused("not_taken")
    if running_alert(session, case.id):
        raise Refused("rings_again")
    case.closed_at, case.closed_by, case.disposition = now, who, disposition
    cases.move(session, case, CaseState.CLOSED, now=now, who=who, why=disposition)
    cases.say_of_contacts(session, case, disposition, instead_of=None)
