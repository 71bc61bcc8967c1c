"""One walk over rows that counts them for all groups at once: by day, hour of day and district, and in all."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Subquery, func, select, tuple_
from sqlmodel import Session

from hotline.reports.expressions import Rows
from hotline.reports.measures import Measure, columns_of
from hotline.reports.planning import read
from hotline.reports.scope import Scope
from hotline.targets import Target


class By(StrEnum):
    """What figures are told apart by."""

    DAY = "day"
    HOUR = "hour"
    DISTRICT = "district"


Key = date | int | str | None
"""A day, an hour, a district's code; None: all together."""

Goals = Mapping[Measure, tuple[Target, ...]]
"""The measures that are wanted, and their targets."""


def grouped(
    session: Session,
    scope: Scope,
    rows: Rows,
    by: tuple[By, ...],
    counts: Callable[[Subquery], Sequence[ColumnElement[Any]]],
    *,
    goals: Goals,
    in_all: bool = True,
) -> list[tuple[tuple[By | None, Key], RowMapping]]:
    """For each group, and for all rows together, `n`, the `counts` and what `times_of` reads of each measure.

    OFFSET 0 makes what is measured of a row once, not once for every figure.
    """
    table = rows.offset(0).subquery()
    keys = [table.c[name] for name in by]
    which = [func.grouping(key).label(f"no_{key.name}") for key in keys]
    numbers = [*counts(table), *(column for one in goals for column in columns_of(table, one, goals[one]))]
    query = select(*keys, *which, func.count().label("n"), *numbers)
    if keys:
        whole = [tuple_()] if in_all else []
        query = query.group_by(func.grouping_sets(*whole, *(tuple_(key) for key in keys)))
    return [(_key_of(row, by), row) for row in read(session, scope, query).mappings()]


def _key_of(row: RowMapping, by: tuple[By, ...]) -> tuple[By | None, Key]:
    return next(((kind, row[kind]) for kind in by if not row[f"no_{kind}"]), (None, None))
