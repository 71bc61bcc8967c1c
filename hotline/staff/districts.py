"""Which districts are an officer's own."""

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
