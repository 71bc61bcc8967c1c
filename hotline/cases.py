"""Cases: opened by a contact, taken by an officer, never closed by anything that a caller sends."""

from datetime import datetime

from sqlalchemy import exists, text, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from hotline.db import lock_word, locked
from hotline.models import Case, CaseState, Contact, Disposition, event
from routing.models import City
from routing.phones import is_withheld

MOVES = {
    CaseState.OPEN: {CaseState.ACKNOWLEDGED, CaseState.CLOSED},
    CaseState.ACKNOWLEDGED: {CaseState.CLOSED},
    CaseState.CLOSED: {CaseState.ACKNOWLEDGED},
}
"""Where a case may go from each state; every other move is a fault."""


def open_case(session: Session, city: City, *, district: str | None, now: datetime, why: str) -> Case:
    """A new urgent case; without a district it belongs to the city desk until it has one."""
    row = session.connection().execute(text("SELECT nextval(pg_get_serial_sequence('\"case\"', 'id'))")).scalar_one()
    case = Case(id=row, number=f"{city.case_prefix}-{row:04d}", district=district, opened_at=now)
    session.add(case)
    session.flush()
    session.add(event(case.id, "case.state", now=now, subject=case.id, after=case.state, why=why))
    return case


def lock_caller(session: Session, caller: str) -> None:
    """Let the contacts of one number in one after the other, so that two at once still share one case."""
    if not is_withheld(caller):
        lock_word(session, caller)


def case_of_caller(session: Session, caller: str) -> Case | None:
    """The case of this number's newest contact, locked, unless a human has closed it; None for a withheld number.

    Of a duplicate, the case that it was joined to: that is where somebody works on it.
    """
    if is_withheld(caller):
        return None
    ended: set[int] = set()
    while (newest := _newest_case(session, caller, besides=ended)) is not None:
        case = locked(session, Case, _joined_at_last(session, newest))
        if case.state != CaseState.CLOSED:
            return case
        if case.joined_to is None:  # else it was joined at this very moment: look once more
            ended.add(newest)
    return None


def _newest_case(session: Session, caller: str, *, besides: set[int]) -> int | None:
    """Read from the newest contact back, so that the thousandth one of a flood takes no longer than the second."""
    other = aliased(Case)
    goes_on = (col(other.state) != CaseState.CLOSED) | col(other.joined_to).is_not(None)
    is_told_there = exists().where(col(other.id) == col(Case.joined_to), goes_on)
    return session.exec(
        select(Case.id)
        .join(Contact, col(Contact.case_id) == col(Case.id))
        .where(Contact.caller == caller, col(Case.drill).is_(False), col(Case.id).not_in(besides))
        .where((col(Case.state) != CaseState.CLOSED) | is_told_there)
        .order_by(col(Contact.started_at).desc(), col(Contact.id).desc())
        .limit(1)
    ).first()


def case_that_goes_on(session: Session, case_id: int) -> Case:
    """This case, locked; of a duplicate, the one that it was joined to."""
    while True:
        case = locked(session, Case, _joined_at_last(session, case_id))
        if case.joined_to is None:  # else it was joined at this very moment: look once more
            return case


def _joined_at_last(session: Session, case_id: int) -> int:
    """The case itself, when it is nobody's duplicate."""
    while other := session.exec(select(Case.joined_to).where(Case.id == case_id)).one():
        case_id = other
    return case_id


def move(
    session: Session, case: Case, state: CaseState, *, now: datetime, who: str | None, why: str | None = None
) -> None:
    """Change the state of a locked case; `who`: None, the service itself. Raises ValueError for a move that is not in
    MOVES.
    """
    if state not in MOVES[CaseState(case.state)]:
        raise ValueError(f"case {case.number} can't go from {case.state} to {state}")
    session.add(
        event(case.id, "case.state", now=now, subject=case.id, before=case.state, after=state, who=who, why=why)
    )
    case.state = state
    session.add(case)


def lock_contacts(session: Session, case_id: int) -> None:
    """Before the case, as everybody does."""
    theirs = select(Contact.id).where(Contact.case_id == case_id).order_by(col(Contact.id))
    session.exec(theirs.with_for_update(key_share=True)).all()


def reopen(session: Session, case: Case, *, now: datetime, who: str | None, why: str | None = None) -> None:
    """It was not the end of this closed case, which is locked with its contacts. Whoever had it has it again."""
    say_of_contacts(session, case, None, instead_of=case.disposition)
    case.closed_at = case.closed_by = case.disposition = case.joined_to = None
    move(session, case, CaseState.ACKNOWLEDGED, now=now, who=who, why=why)


def say_of_contacts(
    session: Session, case: Case, disposition: Disposition | None, *, instead_of: Disposition | None
) -> None:
    """What the contacts turned out to be; those of which something else was said keep that."""
    theirs = (col(Contact.case_id) == case.id) & col(Contact.disposition).is_not_distinct_from(instead_of)
    session.exec(update(Contact).where(theirs).values(disposition=disposition))


def acknowledge(session: Session, case: Case, officer: str, *, now: datetime) -> None:
    """This officer has the case now. Who already had it keeps it when it calls for a human again."""
    if case.state == CaseState.OPEN:
        case.acknowledged_at, case.acknowledged_by = now, officer
        move(session, case, CaseState.ACKNOWLEDGED, now=now, who=officer)
    elif case.acknowledged_by is None:  # it was given away, and this is who it was given to
        case.acknowledged_by = officer
        session.add(event(case.id, "case.owner", now=now, subject=case.id, after=officer, who=officer))
        session.add(case)


def hand_over(session: Session, case: Case, officer: str, *, now: datetime) -> None:
    """A locked case that somebody else has is this officer's from now on, by their own wish."""
    before = case.acknowledged_by
    case.acknowledged_by, case.version = officer, case.version + 1
    session.add(event(case.id, "case.owner", now=now, subject=case.id, before=before, after=officer, who=officer))
    session.add(case)


def set_district(
    session: Session, case: Case, district: str | None, *, now: datetime, why: str, who: str | None = None
) -> None:
    """None: the city desk's."""
    before = case.district
    session.add(
        event(case.id, "case.district", now=now, subject=case.id, before=before, after=district, who=who, why=why)
    )
    case.district = district
    session.add(case)
