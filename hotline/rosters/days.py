"""A roster as a calendar: who is on duty on which of the city's days, from when until when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session, col, select

from hotline.clock import midnight
from hotline.rosters.versions import Era, eras
from routing.models import Holiday
from routing.roster import Duty, Stretch, stretches


@dataclass(frozen=True)
class Watch:
    """Part of one day; `start` and `end` lie within it, in the city's time."""

    tier: int
    start: datetime
    end: datetime
    officers: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    date: date
    holiday: str | None
    watches: tuple[Watch, ...]
    """By tier, then by time; without a hole, so empty ones are among them."""


def days_of(
    session: Session, district: str, *, first: date, count: int, zone: tzinfo, expected: Collection[int] = ()
) -> list[Day]:
    """As it was true then, and as it is planned. `expected`: tiers that are told of also when nobody is in them."""
    start, end = midnight(first, zone), midnight(first + timedelta(days=count), zone)
    found = eras(session, district, start=start, end=end, zone=zone)
    tiers = sorted({*expected, *(tier for era in found for tier in era.duties)})
    by_tier = {tier: [stretch for era in found for stretch in _of_tier(era, tier, zone)] for tier in tiers}
    holidays = _holidays(session, first, first + timedelta(days=count))
    days = [first + timedelta(days=number) for number in range(count)]
    return [Day(day, holidays.get(day), tuple(_watches(day, by_tier, zone))) for day in days]


def _of_tier(era: Era, tier: int, zone: tzinfo) -> list[Stretch]:
    duty = era.duties.get(tier, Duty((), (), (), zone))
    return stretches(duty, start=era.start, end=era.end, active=era.active)


def _watches(day: date, by_tier: dict[int, list[Stretch]], zone: tzinfo) -> Iterator[Watch]:
    start, end = midnight(day, zone), midnight(day + timedelta(days=1), zone)
    for tier, found in by_tier.items():
        for stretch in found:
            since, until = max(stretch.start, start), min(stretch.end, end)
            if since < until:
                yield Watch(tier, since.astimezone(zone), until.astimezone(zone), stretch.officers)


def _holidays(session: Session, first: date, end: date) -> dict[date, str]:
    rows = session.exec(select(Holiday).where(col(Holiday.day) >= first, col(Holiday.day) < end))
    return {row.day: row.name for row in rows}
