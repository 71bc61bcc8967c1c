"""Which districts are an officer's own."""

from collections import defaultdict

from sqlalchemy import func, union
from sqlmodel import Session, col, select

from routing.models import Officer, Override, Rotation, Shift


def districts_of(session: Session, officer: Officer) -> frozenset[str]:
    """Where they have or had hours, and those that the city file gives them besides."""
    theirs = union(
        select(Shift.district).where(Shift.officer == officer.id),
        select(Rotation.district).where(func.jsonb_exists(col(Rotation.officers), officer.id)),
        select(Override.district).where(func.jsonb_exists(col(Override.officers), officer.id)),
    )
    return frozenset(session.connection().execute(theirs).scalars()) | frozenset(officer.districts)


def districts_of_all(session: Session) -> dict[str, set[str]]:
    """The same from the hours of everybody, by officer: what the city file gives besides is in Officer.districts."""
    turns, stand_ins = (func.jsonb_array_elements_text(col(table.officers)) for table in (Rotation, Override))
    theirs = union(
        select(Shift.officer, Shift.district),
        select(turns, Rotation.district),
        select(stand_ins, Override.district),
    )
    found: dict[str, set[str]] = defaultdict(set)
    for officer, district in session.connection().execute(theirs):
        found[officer].add(district)
    return found
