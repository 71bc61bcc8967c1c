"""In which order a list behind a number is, and where it goes on after a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, literal, select
from sqlmodel import col

from hotline.models import Alert, Case, Contact
from hotline.reports.measures import Measure
from hotline.reports.narrowing import part_of

NUMBER = {"contacts": col(Contact.id), "cases": col(Case.id), "alerts": col(Alert.id)}
BEGAN = {"contacts": col(Contact.started_at), "cases": col(Case.opened_at), "alerts": col(Alert.opened_at)}


@dataclass(frozen=True)
class Place:
    """The row after which a list goes on, and how long it took when it was shown, whatever became of it since."""

    id: int
    seconds: float = inf


def measure_of(only: str) -> Measure | None:
    """By whose times such a list is ordered: the longest first, before them what was never reached.

    None: the oldest first.
    """
    part = part_of(only)
    return part.measure if part else None


def place_of(row: Mapping[str, Any], only: str) -> Place:
    measure = measure_of(only)
    seconds = row[f"{measure}_seconds"] if measure else None
    return Place(row["id"], inf if seconds is None else seconds)


def order_of(table: Subquery, measure: Measure | None) -> tuple[ColumnElement[Any], ...]:
    oldest_first = (table.c.at, table.c.id)
    return (-func.coalesce(table.c[f"{measure}_seconds"], inf), *oldest_first) if measure else oldest_first


def key_of(place: Place, kind: str, measure: Measure | None) -> tuple[ColumnElement[Any], ...]:
    """The place in that order. When a row began is looked up: that never changes."""
    began = select(BEGAN[kind]).where(NUMBER[kind] == place.id).scalar_subquery()
    oldest_first = (began, literal(place.id))
    return (literal(-place.seconds), *oldest_first) if measure else oldest_first
