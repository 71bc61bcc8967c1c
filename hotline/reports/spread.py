"""How the times to answer are spread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select
from sqlmodel import Session

from hotline.reports.measures import Measure
from hotline.reports.planning import read
from hotline.reports.rows import contact_rows
from hotline.reports.scope import Scope
from hotline.targets import targets_of

BOUNDS = (5, 10, 15, 20, 30, 45, 60, 120)


@dataclass(frozen=True)
class Spread:
    """How many calls an officer answered before `below` seconds and not before the bound below it; None: later."""

    below: float | None
    calls: int


def spread(session: Session, scope: Scope, targets: Mapping[str, Any], *, now: datetime) -> list[Spread]:
    """Of the time to answer."""
    table, of = contact_rows(scope, now=now).offset(0).subquery(), places(targets)
    query = select(*(func.count().filter(took(table, *place)) for place in of))
    row = read(session, scope, query).one()
    return [Spread(None if place[1] == inf else place[1], count) for place, count in zip(of, row, strict=True)]


def places(targets: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Above how many seconds, and up to how many; the targets are among the bounds, which belong to what is below."""
    bounds = sorted({*BOUNDS, *(target.seconds for target in targets_of(targets, Measure.ANSWER))})
    return list(pairwise([-1.0, *map(float, bounds), inf]))


def took(table: Subquery, above: float, up_to: float) -> ColumnElement[bool]:
    """Where a contact was answered in that time."""
    seconds = table.c[f"{Measure.ANSWER}_seconds"]
    return and_(seconds > above, seconds <= up_to)
