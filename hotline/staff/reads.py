"""The record of who read what, and who changed a setting."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from hotline.clock import midnight
from hotline.models import Access, ApiToken, Case
from routing.models import Officer

PAGE = 100


@dataclass(frozen=True)
class Read:
    access: Access
    case: str | None
    """The case's number."""
    who: str
    """The name of the officer or of the other system."""


@dataclass(frozen=True)
class Wanted:
    """Which lines of the record; '' and None leave open."""

    officer: str = ""
    case: str = ""
    """A case's number."""
    day: date | None = None
    """In the city's time."""
    before: int | None = None
    """Only lines older than the one with this id."""


def reads(session: Session, wanted: Wanted, *, zone: ZoneInfo) -> list[Read]:
    """Newest first, at most PAGE of them and one more: then there are older ones."""
    found = (
        select(Access, Case.number, Officer.name)
        .join(Case, col(Case.id) == col(Access.case_id), isouter=True)
        .join(Officer, col(Officer.id) == col(Access.who), isouter=True)
        .order_by(col(Access.id).desc())
        .limit(PAGE + 1)
    )
    if wanted.officer:
        found = found.where(Access.who == wanted.officer)
    if wanted.case:
        found = found.where(Case.number == wanted.case)
    if wanted.day:
        begins, ends = midnight(wanted.day, zone), midnight(wanted.day + timedelta(days=1), zone)
        found = found.where(col(Access.at) >= begins, col(Access.at) < ends)
    if wanted.before:
        found = found.where(col(Access.id) < wanted.before)
    systems = {f"token:{id}": f"{name} ({id})" for id, name in session.exec(select(ApiToken.id, ApiToken.name))}
    return [
        Read(access, number, name or systems.get(access.who, access.who))
        for access, number, name in session.exec(found).all()
    ]
