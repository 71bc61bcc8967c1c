"""The hours of a day as bars of a table with a column for every quarter of an hour."""

from dataclasses import dataclass
from datetime import date

from hotline.rosters.days import Day, Watch

QUARTER = 15
COLUMNS = 24 * 60 // QUARTER


@dataclass(frozen=True)
class Bar:
    watch: Watch
    columns: int


@dataclass(frozen=True)
class Row:
    """One tier on one day."""

    day: Day
    tier: int
    is_first: bool
    tiers: int
    bars: list[Bar]


def rows_of(days: list[Day]) -> list[Row]:
    rows: list[Row] = []
    for day in days:
        tiers = sorted({watch.tier for watch in day.watches})
        for tier in tiers:
            watches = [watch for watch in day.watches if watch.tier == tier]
            rows.append(Row(day, tier, tier == tiers[0], len(tiers), _bars(day.date, watches)))
    return rows


def _bars(day: date, watches: list[Watch]) -> list[Bar]:
    """Together as wide as the day; none is too narrow to be seen."""
    bars, used = [], 0
    for number, watch in enumerate(watches):
        left = len(watches) - number - 1
        end = min(max(used + 1, round(_minutes(day, watch) / QUARTER)), COLUMNS - left) if left else COLUMNS
        bars.append(Bar(watch, end - used))
        used = end
    return bars


def _minutes(day: date, watch: Watch) -> int:
    """From midnight to the end of a watch."""
    return watch.end.hour * 60 + watch.end.minute if watch.end.date() == day else 24 * 60
