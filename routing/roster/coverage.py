"""Hours in which nobody would answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from routing.models import CITY_DESK, District, Officer
from routing.roster.duty import can_be_rung, city, load_duties
from routing.roster.hours import Duty
from routing.roster.stretches import stretches


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
    active, duties = active_officers(session), load_duties(session, since=start)
    nobody = Duty((), (), (), ZoneInfo(city(session).timezone))
    return [
        Gap(district, tier, since, until)
        for district in districts
        for since, until in _empty_periods(duties.get((district, tier), nobody), active, start, end)
    ]


def active_officers(session: Session) -> frozenset[str]:
    """Ids of those whom alerts can reach."""
    return frozenset(session.exec(select(Officer.id).where(can_be_rung())))


def _empty_periods(
    duty: Duty, active: frozenset[str], start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    for stretch in stretches(duty, start=start, end=end, active=active):
        if not stretch.officers:
            yield stretch.start, stretch.end
