"""Which districts are an officer's own."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, union
from sqlmodel import Session, col, select

from routing.models import Officer, Override, Rotation, Shift

LINGERS = timedelta(days=7)
"""Whoever has stood in once finishes what is left; what is their own case stays theirs anyway."""


def districts_of(session: Session, officer: Officer, *, now: datetime) -> frozenset[str]:
    """Where they have hours, or had some lately, and those that the city file gives them besides."""
    theirs = union(
        select(Shift.district).where(Shift.officer == officer.id, _lately(Shift, now)),
        select(Rotation.district).where(func.jsonb_exists(col(Rotation.officers), officer.id)),
        select(Override.district).where(func.jsonb_exists(col(Override.officers), officer.id), _lately(Override, now)),
    )
    return frozenset(session.connection().execute(theirs).scalars()) | frozenset(officer.districts)


def districts_of_all(session: Session, *, now: datetime) -> dict[str, set[str]]:
    """The same from the hours of everybody, by officer: what the city file gives besides is in Officer.districts."""
    turns, stand_ins = (func.jsonb_array_elements_text(col(table.officers)) for table in (Rotation, Override))
    theirs = union(
        select(Shift.officer, Shift.district).where(_lately(Shift, now)),
        select(turns, Rotation.district),
        select(stand_ins, Override.district).where(_lately(Override, now)),
    )
    found: dict[str, set[str]] = defaultdict(set)
    for officer, district in session.connection().execute(theirs):
        found[officer].add(district)
    return found


def _lately(table: type[Shift] | type[Override], now: datetime) -> ColumnElement[bool]:
    """Weekly hours have no end."""
    return col(table.ends_at).is_(None) | (col(table.ends_at) > now - LINGERS)
