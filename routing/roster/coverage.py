"""Hours in which nobody would answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise

from sqlmodel import Session, col, select

from routing.models import CITY_DESK, District, Officer, Rotation, Shift
from routing.roster.duty import load_duty
from routing.roster.hours import Duty, window_end


@dataclass(frozen=True)
class Gap:
    """A time in which no active officer is on duty for a district and tier."""

    district: str
    tier: int
    start: datetime
    end: datetime


def uncovered(session: Session, *, start: datetime, end: datetime, tier: int = 1) -> list[Gap]:
    """Every gap of every district and of the city desk between two moments, merged where they touch."""
    districts = [*session.exec(select(District.code).order_by(col(District.position))), CITY_DESK]
    active = frozenset(session.exec(select(Officer.id).where(Officer.active)))
    return [
        Gap(district, tier, since, until)
        for district in districts
        for since, until in _empty_periods(load_duty(session, district=district, tier=tier), active, start, end)
    ]


def _empty_periods(
    duty: Duty, active: frozenset[str], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Who is on duty changes only at known moments, so looking once after each of them is enough."""
    moments = sorted({start, end, *(moment for moment in _changes(duty, start, end) if start < moment < end)})
    since: datetime | None = None
    for moment, _ in pairwise(moments):
        if active.intersection(duty.officers_at(moment)):
            if since is not None:
                yield since, moment
            since = None
        elif since is None:
            since = moment
    if since is not None:
        yield since, end


def _changes(duty: Duty, start: datetime, end: datetime) -> Iterator[datetime]:
    for override in duty.overrides:
        yield from (override.starts_at, override.ends_at)
    for rotation in duty.rotations:
        yield from _turns(rotation, start, end)
    for shift in duty.shifts:
        if shift.starts_at is not None and shift.ends_at is not None:
            yield from (shift.starts_at, shift.ends_at)
        else:
            yield from _weekly_changes(shift, duty.timezone, start, end)


def _turns(rotation: Rotation, start: datetime, end: datetime) -> Iterator[datetime]:
    length = timedelta(hours=rotation.turn_hours)
    moment = rotation.starts_at + max((start - rotation.starts_at) // length, 0) * length
    while moment < end:
        yield moment
        moment += length


def _weekly_changes(shift: Shift, timezone: tzinfo, start: datetime, end: datetime) -> Iterator[datetime]:
    day = start.astimezone(timezone).date() - timedelta(days=1)
    while day <= end.astimezone(timezone).date():
        midnight = datetime.combine(day, time(), tzinfo=timezone)
        for minute in (shift.start_minute, window_end(shift)):
            yield (midnight + timedelta(minutes=minute)).astimezone(UTC)
        day += timedelta(days=1)
