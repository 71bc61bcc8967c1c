"""A roster as a calendar: who is on duty on which of the city's days, from when until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlmodel import Session, col, select

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


def midnight(day: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which this day of the city begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def days_of(
    session: Session, duties: dict[int, Duty], active: frozenset[str], *, first: date, count: int, zone: tzinfo
) -> list[Day]:
    """`duties` by tier."""
    start, end = midnight(first, zone), midnight(first + timedelta(days=count), zone)
    by_tier = {tier: stretches(duty, start=start, end=end, active=active) for tier, duty in duties.items()}
    holidays = _holidays(session, first, first + timedelta(days=count))
    days = [first + timedelta(days=number) for number in range(count)]
    return [Day(day, holidays.get(day), tuple(_watches(day, by_tier, zone))) for day in days]


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
