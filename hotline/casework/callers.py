"""Whom an officer may call or write to: a number of the case that the network can reach."""

from sqlalchemy import literal
from sqlmodel import Session, col, select

from hotline.casework.refusals import Refused, Unusable
from hotline.models import Case, Contact
from routing.phones import is_withheld, parse_phone

NEWEST = 200


def cases_told_of(session: Session, case_id: int) -> list[int]:
    """This case, and those that were joined to it as duplicates, or to one of those."""
    told = select(col(Case.id), literal(0).label("depth")).where(col(Case.id) == case_id).cte("told", recursive=True)
    told = told.union(select(col(Case.id), told.c.depth + 1).join(told, col(Case.joined_to) == told.c.id))
    return list(session.exec(select(told.c.id).order_by(told.c.depth, told.c.id)).all())


def callers_of(session: Session, case_id: int) -> list[Contact]:
    """The newest contact of each number that could be called, newest first."""
    theirs = select(Contact).where(col(Contact.case_id).in_(cases_told_of(session, case_id)))
    newest = session.exec(theirs.order_by(col(Contact.started_at).desc(), col(Contact.id).desc()).limit(NEWEST)).all()
    by_number: dict[str, Contact] = {}
    for contact in newest:
        if can_be_reached(contact.caller):
            by_number.setdefault(contact.caller, contact)
    return list(by_number.values())


def can_be_reached(number: str) -> bool:
    """A withheld number, or one that only looks like one, leads nowhere or somewhere else."""
    if is_withheld(number):
        return False
    try:
        return parse_phone(number) == number
    except ValueError:
        return False


def the_caller(session: Session, case_id: int, contact_id: int) -> Contact:
    """Raises Unusable for one who is not of this case, and Refused for one who can't be reached."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.case_id not in cases_told_of(session, case_id):
        raise Unusable("caller", "contact")
    if not can_be_reached(contact.caller):
        raise Refused("withheld")
    return contact
