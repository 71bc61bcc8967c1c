"""The figures of a scope: in all, and by day, hour of day and district."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Subquery, func
from sqlmodel import Session

from hotline.models import ContactChannel
from hotline.reports.endings import Ending
from hotline.reports.grouping import By, Goals, Key, grouped
from hotline.reports.measures import Measure, Times, times_of
from hotline.reports.rows import alert_rows, case_rows, contact_rows
from hotline.reports.scope import Scope
from hotline.targets import targets_of


@dataclass
class Figures:
    """`endings` and `times` are empty, `escalated` and `exhausted` None where they are kept from who asked."""

    contacts: int = 0
    calls: int = 0
    texts: int = 0
    endings: dict[Ending, int] = field(default_factory=lambda: dict.fromkeys(Ending, 0))
    cases: int = 0
    alerts: int = 0
    escalated: int | None = 0
    exhausted: int | None = 0
    times: dict[Measure, Times] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    scope: Scope
    at: datetime
    total: Figures
    by: Mapping[By, Mapping[Key, Figures]]


Groups = dict[tuple[By | None, Key], Figures]
OF_CASES = (Measure.ACKNOWLEDGE, Measure.FIRST_ACTION)


def report(
    session: Session, scope: Scope, targets: Mapping[str, Any], *, now: datetime, by: tuple[By, ...] = tuple(By)
) -> Report:
    """`targets` are City.targets. Every number is counted from the rows themselves, none from other figures."""
    found: Groups = defaultdict(Figures)
    _count_contacts(session, found, scope, targets, now=now, by=by)
    _count_cases(session, found, scope, {one: targets_of(targets, one) for one in OF_CASES}, now=now, by=by)
    _count_alerts(session, found, scope, by=by)
    return _report_of(found, scope, now, by)


def table(session: Session, scope: Scope, targets: Mapping[str, Any], *, now: datetime, by: By) -> Report:
    """The part of `report` that a table shows: the groups alone, without the times of cases."""
    found: Groups = defaultdict(Figures)
    _count_contacts(session, found, scope, targets, now=now, by=(by,), in_all=False)
    _count_cases(session, found, scope, {}, now=now, by=(by,), in_all=False)
    _count_alerts(session, found, scope, by=(by,), in_all=False)
    return _report_of(found, scope, now, (by,))


def report_of_contacts(
    session: Session,
    scope: Scope,
    targets: Mapping[str, Any],
    *,
    now: datetime,
    by: tuple[By, ...] = (),
    in_all: bool = True,
) -> Report:
    """The part of `report` that tells of contacts; `in_all`: of all together too."""
    found: Groups = defaultdict(Figures)
    _count_contacts(session, found, scope, targets, now=now, by=by, in_all=in_all)
    return _report_of(found, scope, now, by)


def _report_of(found: Groups, scope: Scope, now: datetime, by: tuple[By, ...]) -> Report:
    return Report(scope, now, found[None, None], {kind: _in_order(found, kind) for kind in by})


def _in_order(found: Groups, kind: By) -> dict[Key, Figures]:
    """Of days, hours or districts; what has none comes last."""
    keys = sorted((key for of, key in found if of == kind), key=lambda key: (key is None, key))
    return {key: found[kind, key] for key in keys}


def _count_contacts(
    session: Session,
    found: Groups,
    scope: Scope,
    targets: Mapping[str, Any],
    *,
    now: datetime,
    by: tuple[By, ...],
    in_all: bool = True,
) -> None:
    goals = {Measure.ANSWER: targets_of(targets, Measure.ANSWER)}
    for key, row in grouped(session, scope, contact_rows(scope, now=now), by, _of_contacts, goals=goals, in_all=in_all):
        _read_contacts(found[key], row)
        found[key].times[Measure.ANSWER] = times_of(row, Measure.ANSWER, goals[Measure.ANSWER])


def _count_cases(
    session: Session,
    found: Groups,
    scope: Scope,
    goals: Goals,
    *,
    now: datetime,
    by: tuple[By, ...],
    in_all: bool = True,
) -> None:
    for key, row in grouped(session, scope, case_rows(scope, now=now), by, _of_cases, goals=goals, in_all=in_all):
        found[key].cases = row["n"]
        found[key].times |= {measure: times_of(row, measure, goals[measure]) for measure in goals}


def _count_alerts(session: Session, found: Groups, scope: Scope, *, by: tuple[By, ...], in_all: bool = True) -> None:
    for key, row in grouped(session, scope, alert_rows(scope), by, _of_alerts, goals={}, in_all=in_all):
        found[key].alerts, found[key].escalated, found[key].exhausted = row["n"], row["escalated"], row["exhausted"]


def _of_contacts(table: Subquery) -> Sequence[ColumnElement[Any]]:
    return [func.count().filter(table.c.ending == ending).label(ending) for ending in Ending] + [
        func.count().filter(table.c.channel == ContactChannel.VOICE).label("calls")
    ]


def _of_cases(_: Subquery) -> Sequence[ColumnElement[Any]]:
    return []


def _of_alerts(table: Subquery) -> Sequence[ColumnElement[Any]]:
    return [func.count().filter(table.c[name]).label(name) for name in ("escalated", "exhausted")]


def _read_contacts(figures: Figures, row: RowMapping) -> None:
    figures.contacts, figures.calls, figures.texts = row["n"], row["calls"], row["n"] - row["calls"]
    figures.endings = {ending: row[ending] for ending in Ending}
