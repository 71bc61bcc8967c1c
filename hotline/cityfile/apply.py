"""Make the database match a plan. Touches no case; reads them only to keep a district that one still names."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from hotline.cityfile.changes import Change, Changes
from hotline.cityfile.districts import apply_districts, leaving_districts, remove_districts
from hotline.cityfile.plan import CityPlan
from hotline.cityfile.rows import replace, save
from hotline.models import event
from routing.models import Officer, Override, Place, Rotation, Shift


def apply_city(session: Session, plan: CityPlan, *, now: datetime) -> Changes:
    """Apply within the caller's transaction; applying the same plan again changes nothing.

    An officer who left the file becomes inactive. Raises UsageError, before anything has changed, if a district
    left the file that a case or contact still names.
    """
    # A second apply waits here; readers do not.
    session.connection().execute(text("LOCK TABLE city IN SHARE ROW EXCLUSIVE MODE"))
    changes = Changes(tuple(_apply(session, plan)))
    if changes:
        session.add(event(None, "city.applied", now=now, why="; ".join(changes.summary())))
    session.flush()
    return changes


def _apply(session: Session, plan: CityPlan) -> Iterator[Change]:
    leaving = leaving_districts(session, plan)
    yield from save(session, "city", [plan.city], key="id", shown="name")
    yield from apply_districts(session, plan, leaving)
    yield from save(session, "officers", plan.officers, key="id")
    yield from _deactivate(session, plan)
    session.flush()
    yield from replace(session, "places", Place, plan.places)
    yield from replace(session, "shifts", Shift, plan.shifts)
    yield from replace(session, "rotations", Rotation, plan.rotations)
    yield from replace(session, "overrides", Override, plan.overrides)
    yield from remove_districts(session, leaving)


def _deactivate(session: Session, plan: CityPlan) -> Iterator[Change]:
    staying = [officer.id for officer in plan.officers]
    query = select(Officer).where(Officer.active, col(Officer.id).not_in(staying)).order_by(col(Officer.id))
    for officer in session.exec(query):
        officer.active = False
        yield Change("officers", "deactivated", officer.id)
