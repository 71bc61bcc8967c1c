"""What is measured in seconds, and how it stands to its targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Subquery, and_, func, or_

from hotline.targets import Target


class Measure(StrEnum):
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    FIRST_ACTION = "first_action"


@dataclass(frozen=True)
class Share:
    """How many were within a target, of all that could have been. `pending` are not late yet and not among them."""

    target: Target
    within: int
    of: int
    pending: int

    @property
    def share(self) -> float | None:
        return self.within / self.of if self.of else None

    @property
    def is_met(self) -> bool | None:
        """None: there was nothing to be measured."""
        return None if self.share is None else self.share >= self.target.share


@dataclass(frozen=True)
class Times:
    """`due`: where it was to be reached; `measured`: where it was, and the times in seconds tell of those only."""

    due: int
    measured: int
    median: float | None
    p90: float | None
    longest: float | None
    shares: tuple[Share, ...]


def is_due(table: Subquery, measure: Measure) -> ColumnElement[bool]:
    """Of rows as `hotline.reports.rows` makes them, here and below."""
    return table.c[f"{measure}_due"]


def is_measured(table: Subquery, measure: Measure) -> ColumnElement[bool]:
    return table.c[f"{measure}_seconds"].is_not(None)


def is_within(table: Subquery, measure: Measure, goal: Target) -> ColumnElement[bool]:
    """Null: it has not been reached."""
    return table.c[f"{measure}_seconds"] <= goal.seconds


def is_over(table: Subquery, measure: Measure, goal: Target) -> ColumnElement[bool]:
    """It is within the target, or can't be any more."""
    age = table.c[f"{measure}_age"]
    return or_(is_measured(table, measure), age.is_(None), age > goal.seconds)


def columns_of(table: Subquery, measure: Measure, goals: tuple[Target, ...]) -> Sequence[ColumnElement[Any]]:
    """What `times_of` reads."""
    due, seconds = is_due(table, measure), table.c[f"{measure}_seconds"]
    columns: list[ColumnElement[Any]] = [
        func.count().filter(due).label(f"{measure}_due"),
        func.count(seconds).label(f"{measure}_measured"),
        func.percentile_cont(0.5).within_group(seconds).label(f"{measure}_median"),
        func.percentile_cont(0.9).within_group(seconds).label(f"{measure}_p90"),
        func.max(seconds).label(f"{measure}_longest"),
    ]
    for number, goal in enumerate(goals):
        columns += [
            func.count().filter(and_(due, is_within(table, measure, goal))).label(f"{measure}_within_{number}"),
            func.count().filter(and_(due, is_over(table, measure, goal))).label(f"{measure}_of_{number}"),
        ]
    return columns


def times_of(row: RowMapping, measure: Measure, goals: tuple[Target, ...]) -> Times:
    due = row[f"{measure}_due"]
    counts = [(row[f"{measure}_within_{number}"], row[f"{measure}_of_{number}"]) for number in range(len(goals))]
    return Times(
        due=due,
        measured=row[f"{measure}_measured"],
        median=row[f"{measure}_median"],
        p90=row[f"{measure}_p90"],
        longest=row[f"{measure}_longest"],
        shares=tuple(Share(goal, within, of, due - of) for goal, (within, of) in zip(goals, counts, strict=True)),
    )
