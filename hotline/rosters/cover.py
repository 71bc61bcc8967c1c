"""Where nobody is on duty, and where cover is thin: one officer alone, or no backup behind them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from sqlmodel import Session, col, select

from routing.models import CITY_DESK, District
from routing.roster import Duty, Stretch, active_officers, load_duties, stretches

HORIZON = timedelta(days=30)
FIRST, BACKUP = 1, 2
"""Tiers. The city desk has no backup: it is the backup of all."""


class Level(StrEnum):
    """From the worst. ALONE: one officer, and nobody behind them."""

    NOBODY = "nobody"
    ALONE = "alone"
    NO_BACKUP = "no_backup"
    ONE = "one"


def severity(level: Level) -> int:
    """0 is the worst."""
    return list(Level).index(level)


@dataclass(frozen=True)
class Thin:
    """A time in which a district's cover is less than it should be."""

    district: str
    level: Level
    start: datetime
    end: datetime


def thin_cover(session: Session, districts: list[str], *, start: datetime, end: datetime) -> list[Thin]:
    """Each district's gaps and thin hours in their order, those of one kind that touch as one."""
    duties, active = load_duties(session, since=start), active_officers(session)
    return [thin for district in districts for thin in _of_district(district, duties, active, start, end)]


def worst_first(thin: list[Thin]) -> list[Thin]:
    """Of one severity, what is soonest."""
    return sorted(thin, key=lambda one: (severity(one.level), one.start))


def all_districts(session: Session) -> list[str]:
    """Codes in the order of the city file, the city desk last."""
    return [*session.exec(select(District.code).order_by(col(District.position))), CITY_DESK]


def _of_district(
    district: str,
    duties: Mapping[tuple[str, int], Duty],
    active: frozenset[str],
    start: datetime,
    end: datetime,
) -> Iterator[Thin]:
    def of_tier(tier: int) -> list[Stretch]:
        duty = duties.get((district, tier))
        return stretches(duty, start=start, end=end, active=active) if duty else [Stretch(start, end, ())]

    backup = [Stretch(start, end, (CITY_DESK,))] if district == CITY_DESK else of_tier(BACKUP)
    last: Thin | None = None
    for since, until, first, second in _together(of_tier(FIRST), backup):
        backup_only = set(second.officers) - set(first.officers)  # nobody stands behind themselves
        level = _level(len(first.officers), len(backup_only))
        if last and last.level == level:
            last = replace(last, end=until)
            continue
        if last:
            yield last
        last = Thin(district, level, since, until) if level else None
    if last:
        yield last


def _together(one: list[Stretch], other: list[Stretch]) -> Iterator[tuple[datetime, datetime, Stretch, Stretch]]:
    """Both seen at once, wherever either changes. They cover the same time."""
    moments = sorted({stretch.start for stretch in (*one, *other)} | {one[-1].end})
    first, second = iter(one), iter(other)
    here, there = next(first), next(second)
    for since, until in pairwise(moments):
        here = here if since < here.end else next(first)
        there = there if since < there.end else next(second)
        yield since, until, here, there


def _level(first: int, backup: int) -> Level | None:
    if not first:
        return Level.NOBODY
    if first == 1:
        return Level.ONE if backup else Level.ALONE
    return None if backup else Level.NO_BACKUP
