"""What a list may be narrowed to, as a word of an address: exactly the rows that one number counts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_

from hotline.reports.endings import Ending
from hotline.reports.measures import Measure, is_due, is_measured, is_over, is_within
from hotline.reports.spread import places, took
from hotline.targets import targets_of

KINDS = ("contacts", "cases", "alerts")
MEASURES_OF = {
    "contacts": (Measure.ANSWER,),
    "cases": (Measure.ACKNOWLEDGE, Measure.FIRST_ACTION),
    "alerts": (),
}
OF_ALERTS = ("escalated", "exhausted")


class Which(StrEnum):
    """Which rows of a measure."""

    LATE = "late"
    """Not within its tightest target."""
    TIMED = "timed"
    """Those that the median, the 90th percentile and the longest time are taken from."""
    DUE = "due"
    WITHIN = "within"
    """This and the next two: one of its targets."""
    OF = "of"
    PENDING = "pending"
    TOOK = "took"
    """One place of the spread."""


OF_TARGET = (Which.WITHIN, Which.OF, Which.PENDING)
WORD = re.compile(f"({'|'.join(Which)})_({'|'.join(Measure)})(?:_([0-9]+))?", re.ASCII)


@dataclass(frozen=True)
class Part:
    """Some of the rows of a measure; `number`: of its target, or of the place of its spread."""

    which: Which
    measure: Measure
    number: int = 0


def part_of(only: str) -> Part | None:
    """None: it is no word about a measure."""
    found = WORD.fullmatch(only)
    return Part(Which(found[1]), Measure(found[2]), int(found[3] or 0)) if found else None


def usual_choices(kind: str) -> tuple[str, ...]:
    """Those that a list offers by itself."""
    endings = tuple(Ending) if kind == "contacts" else ()
    alerts = OF_ALERTS if kind == "alerts" else ()
    return (*endings, *(f"{which}_{one}" for which in (Which.LATE, Which.TIMED) for one in MEASURES_OF[kind]), *alerts)


def choices(kind: str, targets: Mapping[str, Any]) -> tuple[str, ...]:
    """All of them. `targets` are City.targets."""
    return (*usual_choices(kind), *(word for measure in MEASURES_OF[kind] for word in _words(measure, targets)))


def condition(table: Subquery, only: str, targets: Mapping[str, Any]) -> ColumnElement[bool]:
    """Where a row is one of them; `only` is one of the choices."""
    part = part_of(only)
    if part is None:
        return table.c[only].is_(True) if only in OF_ALERTS else table.c.ending == only
    if part.which == Which.TOOK:
        return took(table, *places(targets)[part.number])
    due, goal = is_due(table, part.measure), targets_of(targets, part.measure)[part.number]
    within, over = is_within(table, part.measure, goal), is_over(table, part.measure, goal)
    return {
        Which.DUE: due,
        Which.TIMED: is_measured(table, part.measure),
        Which.LATE: and_(due, over, within.is_not(True)),
        Which.WITHIN: and_(due, within),
        Which.OF: and_(due, over),
        Which.PENDING: and_(due, ~over),
    }[part.which]


def _words(measure: Measure, targets: Mapping[str, Any]) -> Iterator[str]:
    yield f"{Which.DUE}_{measure}"
    for number in range(len(targets_of(targets, measure))):
        yield from (f"{which}_{measure}_{number}" for which in OF_TARGET)
    if measure == Measure.ANSWER:
        yield from (f"{Which.TOOK}_{measure}_{number}" for number in range(len(places(targets))))
