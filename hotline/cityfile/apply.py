"""Make the database match a plan. Touches no case; reads them only to keep a district that one still names."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from hotline.cityfile.changes import Change, Changes
from hotline.cityfile.districts import apply_districts, leaving_districts, remove_districts
from hotline.cityfile.plan import CityPlan
from hotline.cityfile.rows import replace, save
from hotline.models import event
from hotline.rosters.locking import lock_rosters
from hotline.rosters.ownership import console_districts, describe_drift, forget, keep_filed
from hotline.rosters.stand_ins import stand_ins
from hotline.rosters.telling import tell_of_changes
from hotline.rosters.versions import keep_versions
from hotline.staff import sign_ins
from routing.models import Holiday, Officer, Override, Place, Rotation, Shift, Source


def apply_city(session: Session, plan: CityPlan, *, now: datetime) -> Changes:
    """Apply within the caller's transaction; applying the same plan again changes nothing.

    An officer who left the file becomes inactive. A roster that the console owns stays as it is. Raises UsageError,
    before anything has changed, if a district left the file that a case or contact still names.
    """
    lock_rosters(session)
    keep_versions(session, now=now)
    before = stand_ins(session, now=now)
    entries = tuple(_apply(session, plan, now=now))
    changes = Changes(entries, kept=tuple(describe_drift(session)))
    if changes:
        session.add(event(None, "city.applied", now=now, why="; ".join(changes.summary())))
    session.flush()
    keep_versions(session, now=now)
    tell_of_changes(session, before, by=None, now=now)
    return changes


def _apply(session: Session, plan: CityPlan, *, now: datetime) -> Iterator[Change]:
    leaving, numbers = leaving_districts(session, plan), _numbers(session)
    yield from save(session, "city", [plan.city], key="id", shown="name")
    yield from apply_districts(session, plan, leaving)
    yield from save(session, "officers", plan.officers, key="id")
    yield from _deactivate(session, plan)
    session.flush()
    _sign_out(session, numbers, now=now)
    yield from replace(session, "places", Place, plan.places)
    yield from replace(session, "holidays", Holiday, plan.holidays, key="day")
    yield from _apply_rosters(session, plan, gone=[district.code for district in leaving])
    yield from remove_districts(session, leaving)


def _apply_rosters(session: Session, plan: CityPlan, *, gone: Sequence[str]) -> Iterator[Change]:
    """The regular hours of districts that the console owns are only kept for later; its overrides are people's own."""
    forget(session, gone)
    theirs = console_districts(session)
    shifts = [shift for shift in plan.shifts if shift.district not in theirs]
    rotations = [rotation for rotation in plan.rotations if rotation.district not in theirs]
    yield from replace(session, "shifts", Shift, shifts, where=col(Shift.district).not_in(theirs))
    yield from replace(session, "rotations", Rotation, rotations, where=col(Rotation.district).not_in(theirs))
    yield from replace(session, "overrides", Override, plan.overrides, where=col(Override.source) == Source.FILE)
    for district in keep_filed(session, plan.shifts, plan.rotations):
        yield Change("rosters of the console", "kept beside a changed file", district)


def _deactivate(session: Session, plan: CityPlan) -> Iterator[Change]:
    staying = [officer.id for officer in plan.officers]
    query = select(Officer).where(Officer.active, col(Officer.id).not_in(staying)).order_by(col(Officer.id))
    for officer in session.exec(query):
        officer.active = False
        yield Change("officers", "deactivated", officer.id)


def _numbers(session: Session) -> dict[str, str]:
    """Telephones by officer, of those who work here."""
    return dict(session.exec(select(Officer.id, Officer.phone).where(Officer.active)).all())


def _sign_out(session: Session, before: Mapping[str, str], *, now: datetime) -> None:
    """Whoever has left, or got another number, signs in anew: the former telephone may be in other hands."""
    after = _numbers(session)
    for officer, number in sorted(before.items()):
        if after.get(officer) != number:
            sign_ins.end(session, officer, now=now)
