"""The figures of a scope: in all, and by day, hour of day and district."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Subquery, and_, func, or_, select, tuple_
from sqlmodel import Session

from hotline.models import ContactChannel
from hotline.reports.rows import Ending, alert_rows, case_rows, contact_rows
from hotline.reports.scope import Scope
from hotline.targets import Target, targets_of


class Measure(StrEnum):
    ANSWER = "answer"
    ACKNOWLEDGE = "acknowledge"
    FIRST_ACTION = "first_action"


class By(StrEnum):
    """What figures are told apart by."""

    DAY = "day"
    HOUR = "hour"
    DISTRICT = "district"


Key = date | int | str | None
"""A day, an hour, a district's code; None: all together."""


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


@dataclass
class Figures:
    contacts: int = 0
    calls: int = 0
    texts: int = 0
    endings: dict[Ending, int] = field(default_factory=lambda: dict.fromkeys(Ending, 0))
    cases: int = 0
    alerts: int = 0
    escalated: int = 0
    exhausted: int = 0
    times: dict[Measure, Times] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    scope: Scope
    at: datetime
    total: Figures
    by: Mapping[By, Mapping[Key, Figures]]


def report(
    session: Session, scope: Scope, targets: Mapping[str, Any], *, now: datetime, by: tuple[By, ...] = tuple(By)
) -> Report:
    """`targets` are City.targets. Every number is counted from the rows themselves, none from other figures."""
    goals = {measure: targets_of(targets, measure) for measure in Measure}
    found: dict[tuple[By | None, Key], Figures] = defaultdict(Figures)
    for key, row in _grouped(session, contact_rows(scope, now=now), by, _of_contacts, goals, (Measure.ANSWER,)):
        _read_contacts(found[key], row)
        _read_times(found[key], row, goals, (Measure.ANSWER,))
    of_cases = (Measure.ACKNOWLEDGE, Measure.FIRST_ACTION)
    for key, row in _grouped(session, case_rows(scope, now=now), by, _of_cases, goals, of_cases):
        found[key].cases = row["n"]
        _read_times(found[key], row, goals, of_cases)
    for key, row in _grouped(session, alert_rows(scope), by, _of_alerts, goals, ()):
        found[key].alerts, found[key].escalated, found[key].exhausted = row["n"], row["escalated"], row["exhausted"]
    kinds = {kind: {key: one for (of, key), one in found.items() if of == kind} for kind in by}
    return Report(scope, now, found[None, None], kinds)


def _grouped(
    session: Session,
    rows: Select[Any],
    by: tuple[By, ...],
    counts: Any,
    goals: Mapping[Measure, tuple[Target, ...]],
    measures: tuple[Measure, ...],
) -> list[tuple[tuple[By | None, Key], RowMapping]]:
    """One walk over the rows for all groups."""
    table = rows.subquery()
    keys = [table.c[name] for name in by]
    which = [func.grouping(key).label(f"no_{key.name}") for key in keys]
    numbers = [*counts(table), *(column for one in measures for column in _of_times(table, one, goals[one]))]
    query = select(*keys, *which, func.count().label("n"), *numbers)
    if keys:
        query = query.group_by(func.grouping_sets(tuple_(), *(tuple_(key) for key in keys)))
    return [(_key_of(row, by), row) for row in session.connection().execute(query).mappings()]


def _key_of(row: RowMapping, by: tuple[By, ...]) -> tuple[By | None, Key]:
    return next(((kind, row[kind]) for kind in by if not row[f"no_{kind}"]), (None, None))


def _of_contacts(table: Subquery) -> list[ColumnElement[Any]]:
    return [func.count().filter(table.c.ending == ending).label(ending) for ending in Ending] + [
        func.count().filter(table.c.channel == ContactChannel.VOICE).label("calls")
    ]


def _of_cases(_: Subquery) -> list[ColumnElement[Any]]:
    return []


def _of_alerts(table: Subquery) -> list[ColumnElement[Any]]:
    return [func.count().filter(table.c[name]).label(name) for name in ("escalated", "exhausted")]


def _of_times(table: Subquery, measure: Measure, goals: tuple[Target, ...]) -> list[ColumnElement[Any]]:
    due, seconds, age = (table.c[f"{measure}_{part}"] for part in ("due", "seconds", "age"))
    columns = [
        func.count().filter(due).label(f"{measure}_due"),
        func.count(seconds).label(f"{measure}_measured"),
        func.percentile_cont(0.5).within_group(seconds).label(f"{measure}_median"),
        func.percentile_cont(0.9).within_group(seconds).label(f"{measure}_p90"),
        func.max(seconds).label(f"{measure}_longest"),
    ]
    for number, goal in enumerate(goals):
        is_over = or_(seconds.is_not(None), age.is_(None), age > goal.seconds)
        columns += [
            func.count().filter(and_(due, seconds <= goal.seconds)).label(f"{measure}_within_{number}"),
            func.count().filter(and_(due, is_over)).label(f"{measure}_of_{number}"),
        ]
    return columns


def _read_contacts(figures: Figures, row: RowMapping) -> None:
    figures.contacts, figures.calls, figures.texts = row["n"], row["calls"], row["n"] - row["calls"]
    figures.endings = {ending: row[ending] for ending in Ending}


def _read_times(
    figures: Figures, row: RowMapping, goals: Mapping[Measure, tuple[Target, ...]], measures: tuple[Measure, ...]
) -> None:
    for measure in measures:
        due = row[f"{measure}_due"]
        counts = [(row[f"{measure}_within_{n}"], row[f"{measure}_of_{n}"]) for n in range(len(goals[measure]))]
        figures.times[measure] = Times(
            due,
            *(row[f"{measure}_{part}"] for part in ("measured", "median", "p90", "longest")),
            tuple(Share(goal, w, of, due - of) for goal, (w, of) in zip(goals[measure], counts, strict=True)),
        )
