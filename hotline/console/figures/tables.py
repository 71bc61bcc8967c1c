"""What stands in the exported files. No name, number or word of anybody."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from hotline.console.figures.showing import key_name
from hotline.console.words import say
from hotline.reports.behind import Row
from hotline.reports.endings import Ending
from hotline.reports.figures import Figures, Report
from hotline.reports.grouping import By
from hotline.reports.measures import Measure, Times
from hotline.reports.narrowing import MEASURES_OF

Cell = str | int | float | date | datetime | None
Line = list[Cell]

COUNTS = ("contacts", "calls", "texts")
OF_CASES = ("cases", "alerts", "escalated", "exhausted")
OF_TIMES = ("due", "measured", "median", "p90", "longest")


def figures_table(language: str, report: Report, districts: dict[str, str]) -> Iterator[Line]:
    """A line for all together, then one for each day, hour and district that has anything."""
    goals = {measure: [share.target for share in times.shares] for measure, times in report.total.times.items()}
    yield _heads(language, goals)
    yield [say(language, "figures.by.all"), "", *_numbers(report.total, goals)]
    for by in By:
        for key, figures in report.by[by].items():
            name = key if isinstance(key, date) else key_name(language, key, districts)
            yield [say(language, f"figures.by.{by}"), name, *_numbers(figures, goals)]


def _heads(language: str, goals: dict[Measure, list[Any]]) -> Line:
    t = partial(say, language)
    heads: Line = [t("figures.group"), t("figures.what")]
    heads += [t(f"figures.{name}") for name in COUNTS]
    heads += [t(f"figures.ending.{ending}") for ending in Ending if ending != Ending.TEXT]
    heads += [t(f"figures.{name}") for name in OF_CASES]
    for measure, targets in goals.items():
        name = t(f"figures.measure.{measure}")
        heads += [f"{name}: {t(f'figures.{part}')}" for part in OF_TIMES]
        for target in targets:
            heads += [f"{name}: {t(f'figures.share_{part}', s=f'{target.seconds:g}')}" for part in SHARE_PARTS]
    return heads


SHARE_PARTS = ("within", "of", "pending", "share")


def _numbers(figures: Figures, goals: dict[Measure, list[Any]]) -> Line:
    line: Line = [getattr(figures, name) for name in COUNTS]
    line += [figures.endings.get(ending) for ending in Ending if ending != Ending.TEXT]
    line += [getattr(figures, name) for name in OF_CASES]
    for measure, targets in goals.items():
        line += _times(figures.times.get(measure), len(targets))
    return line


def _times(times: Times | None, targets: int) -> Line:
    if times is None:
        return [None] * (len(OF_TIMES) + len(SHARE_PARTS) * targets)
    line: Line = [times.due, times.measured, *map(_rounded, (times.median, times.p90, times.longest))]
    for one in times.shares:
        line += [one.within, one.of, one.pending, None if one.share is None else round(one.share, 4)]
    return line


def rows_table(language: str, kind: str, rows: Iterable[Row], districts: dict[str, str], zone: str) -> Iterator[Line]:
    t, local = partial(say, language), ZoneInfo(zone)
    measures, own = MEASURES_OF[kind], OWN[kind]
    yield [
        *(t(f"figures.{name}") for name in ("case", "row_id", "district", "at")),
        *(t(f"figures.{name}") for name in own),
        *(t(f"figures.measure.{measure}") + " (s)" for measure in measures),
    ]
    for row in rows:
        yield [
            row["number"],
            row["id"],
            key_name(language, row["district"], districts),
            _moment(row["at"], local),
            *(_word(t, name, row[name]) for name in own),
            *(_rounded(row[f"{measure}_seconds"]) for measure in measures),
        ]


OWN = {
    "contacts": ("channel", "ending"),
    "cases": ("urgency", "state", "disposition"),
    "alerts": ("escalated", "exhausted"),
}

CALLED = {"urgency": "urgency", "state": "cases.state", "disposition": "cases.disposition"}
"""Where the pages of cases have the words already."""


def _word(t: Any, name: str, value: Any) -> Cell:
    if isinstance(value, bool):
        return str(t("figures.yes" if value else "figures.no"))
    return str(t(f"{CALLED.get(name, f'figures.{name}')}.{value}")) if value is not None else None


def _moment(at: datetime, zone: ZoneInfo) -> datetime:
    """On the city's clock: a spreadsheet knows no zones."""
    return at.astimezone(zone).replace(microsecond=0, tzinfo=None)


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
