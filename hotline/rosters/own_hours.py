"""The hours of one officer: as they stand in the roster, and as entries of a calendar that is read again and again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from sqlmodel import Session

from hotline.clock import midnight
from routing.roster import load_duties, stretches

DAY = timedelta(days=1)
MARGIN = 2 * DAY
"""Looked at besides the days that are told, so that whatever lasts no longer than a day is seen from its start to its
end, also where a day has 25 hours."""


@dataclass(frozen=True)
class OwnHours:
    """Hours of one officer. `tier` 1 is rung first."""

    district: str
    tier: int
    start: datetime
    end: datetime


def own_hours(session: Session, officer: str, *, start: datetime, end: datetime) -> list[OwnHours]:
    """Everywhere this officer is on duty, swaps and overrides included, by time; what touches is one."""
    return _by_time(_own(session, officer, start, end))


def own_entries(session: Session, officer: str, *, first: date, last: date, zone: tzinfo) -> list[OwnHours]:
    """All that falls on these days of the city, the same whichever days are asked for.

    What lasts longer than a day is told day by day: of a duty around the clock nobody knows a beginning.
    """
    start, end = midnight(first, zone), midnight(last + DAY, zone)
    hours = _own(session, officer, start - MARGIN, end + MARGIN)
    return _by_time(one for duty in hours for one in _entries(duty, zone) if one.start < end and start < one.end)


def _own(session: Session, officer: str, start: datetime, end: datetime) -> Iterator[OwnHours]:
    for (district, tier), duty in load_duties(session, since=start).items():
        for stretch in stretches(duty, start=start, end=end, active=frozenset({officer})):
            if stretch.officers:
                yield OwnHours(district, tier, stretch.start, stretch.end)


def _entries(duty: OwnHours, zone: tzinfo) -> Iterator[OwnHours]:
    if duty.end - duty.start <= DAY:
        yield duty
        return
    since = duty.start
    while since < duty.end:
        until = min(midnight(since.astimezone(zone).date() + DAY, zone), duty.end)
        yield replace(duty, start=since, end=until)
        since = until


def _by_time(hours: Iterator[OwnHours]) -> list[OwnHours]:
    return sorted(hours, key=lambda duty: (duty.start, duty.district, duty.tier))
