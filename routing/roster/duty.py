"""Whom to ring now, from the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from routing.models import CITY_DESK, City, Officer, Override, Role, Rotation, Shift
from routing.policy import Ring
from routing.roster.hours import Duty


class NoCityError(LookupError):
    """No city file has been applied, so there is nobody to ring."""


def city(session: Session) -> City:
    """The city that this installation serves. Raises NoCityError before the first `hotline apply`."""
    found = session.get(City, 1)
    if found is None:
        raise NoCityError("No city has been set up yet: run `hotline apply` with a city file.")
    session.info["city"] = found  # else the session forgets it, and asks the database each time
    return found


def on_duty(session: Session, *, district: str, tier: int, now: datetime) -> list[Officer]:
    """Active officers on duty for a district (or 'city', the city desk) and tier, in the city file's order."""
    return _active(session, load_duty(session, district=district, tier=tier, since=now).officers_at(now))


def officers_for(session: Session, ring: Ring, *, district: str | None, now: datetime) -> list[Officer]:
    """Active officers whom a step of the policy reaches, each once, for a case of `district` (None: not known)."""
    reached: list[Officer] = []
    if ring.tier is not None:
        reached += on_duty(session, district=ring.district or district or CITY_DESK, tier=ring.tier, now=now)
    if ring.role is not None:
        reached += _with_role(session, ring.role)
    reached += _active(session, ring.officers)
    return list({officer.id: officer for officer in reached}.values())


def load_duty(session: Session, *, district: str, tier: int, since: datetime) -> Duty:
    """The hours of one district and tier from `since` on."""
    shifts = select(Shift).where(Shift.district == district, Shift.tier == tier)
    rotations = select(Rotation).where(Rotation.district == district, Rotation.tier == tier)
    overrides = select(Override).where(
        Override.district == district, Override.tier == tier, col(Override.ends_at) > since
    )
    return Duty(
        shifts=tuple(session.exec(shifts.order_by(col(Shift.position), col(Shift.id)))),
        rotations=tuple(session.exec(rotations.order_by(col(Rotation.id)))),
        overrides=tuple(session.exec(overrides.order_by(col(Override.id)))),
        timezone=ZoneInfo(city(session).timezone),
    )


def load_duties(session: Session, *, since: datetime) -> dict[tuple[str, int], Duty]:
    """Everybody's hours by district and tier, in three questions; those of overrides that ended by `since` left out."""
    shifts, rotations = defaultdict(list), defaultdict(list)
    overrides: defaultdict[tuple[str, int], list[Override]] = defaultdict(list)
    for shift in session.exec(select(Shift).order_by(col(Shift.position), col(Shift.id))):
        shifts[shift.district, shift.tier].append(shift)
    for rotation in session.exec(select(Rotation).order_by(col(Rotation.id))):
        rotations[rotation.district, rotation.tier].append(rotation)
    still = select(Override).where(col(Override.ends_at) > since).order_by(col(Override.id))
    for override in session.exec(still):
        overrides[override.district, override.tier].append(override)
    timezone = ZoneInfo(city(session).timezone)
    return {
        key: Duty(tuple(shifts[key]), tuple(rotations[key]), tuple(overrides[key]), timezone)
        for key in sorted({*shifts, *rotations, *overrides})
    }


def can_be_rung() -> ColumnElement[bool]:
    """Where an Officer still works here and is one whom alerts reach: hours of an admin or auditor count for nobody."""
    return col(Officer.active) & col(Officer.role).in_([Role.OFFICER, Role.MANAGER])


def _with_role(session: Session, role: Role) -> list[Officer]:
    query = select(Officer).where(Officer.role == role, can_be_rung()).order_by(col(Officer.id))
    return list(session.exec(query))


def _active(session: Session, ids: Iterable[str]) -> list[Officer]:
    wanted = list(ids)
    if not wanted:
        return []
    query = select(Officer).where(col(Officer.id).in_(wanted), can_be_rung())
    by_id = {officer.id: officer for officer in session.exec(query)}
    return [by_id[officer] for officer in wanted if officer in by_id]
