"""Who is on duty from when until when. Pure: found by looking once after each moment at which something changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import pairwise

from routing.models import Rotation, Shift
from routing.roster.hours import Duty, window_end


@dataclass(frozen=True)
class Stretch:
    """A time during which the same officers, in the same order, are on duty."""

    start: datetime
    end: datetime
    officers: tuple[str, ...]


def stretches(duty: Duty, *, start: datetime, end: datetime, active: frozenset[str] | None = None) -> list[Stretch]:
    """Without a hole from `start` to `end`, empty times among them. `active`: whom to count, where not everybody."""
    found: list[Stretch] = []
    for since, until in pairwise(_moments(duty, start, end)):
        officers = tuple(one for one in duty.officers_at(since) if active is None or one in active)
        if found and found[-1].officers == officers:
            found[-1] = replace(found[-1], end=until)
        else:
            found.append(Stretch(since, until, officers))
    return found


def _moments(duty: Duty, start: datetime, end: datetime) -> list[datetime]:
    return sorted({start, end, *(moment for moment in _changes(duty, start, end) if start < moment < end)})


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
