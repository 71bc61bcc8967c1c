"""How the times to answer are spread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import and_, func, select
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
    """Of the time to answer. The targets are among the bounds, which belong to what is below them."""
    bounds = sorted({*BOUNDS, *(target.seconds for target in targets_of(targets, Measure.ANSWER))})
    table = contact_rows(scope, now=now).offset(0).subquery()
    seconds, below = table.c.answer_seconds, [-1.0, *map(float, bounds)]
    counts = [func.count().filter(and_(seconds > low, seconds <= bound)) for low, bound in pairwise(below)]
    query = select(*counts, func.count().filter(seconds > bounds[-1]))
    row = read(session, scope, query).one()
    return [Spread(bound, count) for bound, count in zip([*bounds, None], row, strict=True)]
