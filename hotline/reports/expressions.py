"""What the rows of every kind are made of: where and when they belong, and lengths of time."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, cast, func, literal, type_coerce
from sqlalchemy.types import Date, DateTime, Float, Integer, Text

from hotline.reports.scope import Scope

Rows = Select[*tuple[Any, ...]]
Expression = Any
"""A column, or what is made of columns."""


def when_and_where(at: Expression, district: Expression) -> tuple[Any, ...]:
    """Day and hour of the database's own time, which `planning.read` makes the city's.

    Districts by bytes, not by the rules of a language: codes are only told apart, and that sorts faster.
    """
    return (
        cast(at, Date).label("day"),
        cast(_hour(at), Integer).label("hour"),
        type_coerce(district, Text).collate("C").label("district"),
    )


def within(rows: Rows, at: Expression, district: Expression, scope: Scope) -> Rows:
    rows = rows.where(at >= scope.since, at < scope.until)
    if scope.district is not None:
        rows = rows.where(district == scope.district)
    if scope.hour is not None:
        rows = rows.where(_hour(at) == scope.hour)
    return rows


def _hour(at: Expression) -> ColumnElement[float]:
    return func.date_part("hour", at)


def moment(now: datetime) -> ColumnElement[datetime]:
    return literal(now, DateTime(timezone=True))


def seconds(later: Expression, earlier: Expression) -> ColumnElement[float]:
    """Unknown (null) stays unknown. Never less than nothing: clocks of two machines may differ."""
    return case((later < earlier, 0.0), else_=cast(func.date_part("epoch", later - earlier), Float))
