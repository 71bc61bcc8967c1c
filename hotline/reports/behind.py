"""The rows behind a number: which contacts, cases or alerts it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, literal, select, tuple_
from sqlmodel import Session, col

from hotline.models import Alert, Case, Contact
from hotline.reports.endings import Ending
from hotline.reports.expressions import Rows
from hotline.reports.measures import Measure
from hotline.reports.planning import read
from hotline.reports.rows import alert_rows, case_rows, contact_rows
from hotline.reports.scope import BadScope, Scope
from hotline.targets import targets_of

BATCH = 2000
Row = Mapping[str, Any]
Transaction = Callable[[], AbstractContextManager[Session]]

KINDS = ("contacts", "cases", "alerts")
NUMBER = {"contacts": col(Contact.id), "cases": col(Case.id), "alerts": col(Alert.id)}
BEGAN = {"contacts": col(Contact.started_at), "cases": col(Case.opened_at), "alerts": col(Alert.opened_at)}
MEASURES_OF = {
    "contacts": (Measure.ANSWER,),
    "cases": (Measure.ACKNOWLEDGE, Measure.FIRST_ACTION),
    "alerts": (),
}


def choices(kind: str) -> tuple[str, ...]:
    """What a list may be narrowed to: one ending, `late_<measure>`, `timed_<measure>`, `escalated` or `exhausted`.

    The median, the 90th percentile and the longest time are of those that are timed.
    """
    endings = tuple(Ending) if kind == "contacts" else ()
    alerts = ("escalated", "exhausted") if kind == "alerts" else ()
    return (*endings, *(f"{which}_{measure}" for which in ("late", "timed") for measure in MEASURES_OF[kind]), *alerts)


def rows_behind(
    session: Session,
    scope: Scope,
    targets: Mapping[str, Any],
    *,
    kind: str,
    only: str,
    now: datetime,
    after: int = 0,
    limit: int = BATCH,
) -> Sequence[Row]:
    """The oldest first, those after the row with the id `after`. Raises BadScope for an unknown kind or choice."""
    if kind not in KINDS:
        raise BadScope("kind")
    if only and only not in choices(kind):
        raise BadScope("only")
    table = _rows(kind, scope, now).subquery()
    query = select(table)
    if after:
        last = select(BEGAN[kind]).where(NUMBER[kind] == after).scalar_subquery()
        query = query.where(tuple_(table.c.at, table.c.id) > tuple_(last, literal(after)))
    if only:
        query = query.where(_only(table, only, targets))
    query = query.order_by(table.c.at, table.c.id).limit(limit)
    return [dict(row) for row in read(session, scope, query).mappings()]


def all_rows_behind(
    transaction: Transaction, scope: Scope, targets: Mapping[str, Any], *, kind: str, only: str, now: datetime
) -> Iterator[Row]:
    """Read in batches of their own transactions: however long an export takes, no statement and no lock lasts."""
    after: int | None = 0
    while after is not None:
        with transaction() as session:
            rows = rows_behind(session, scope, targets, kind=kind, only=only, now=now, after=after)
        yield from rows
        after = rows[-1]["id"] if len(rows) == BATCH else None


def _rows(kind: str, scope: Scope, now: datetime) -> Rows:
    if kind == "contacts":
        return contact_rows(scope, now=now)
    return case_rows(scope, now=now) if kind == "cases" else alert_rows(scope)


def _only(table: Subquery, only: str, targets: Mapping[str, Any]) -> ColumnElement[bool]:
    if only in ("escalated", "exhausted"):
        return table.c[only].is_(True)
    which, _, measure = only.partition("_")
    if which not in ("late", "timed"):
        return table.c.ending == only
    due, seconds, age = (table.c[f"{measure}_{part}"] for part in ("due", "seconds", "age"))
    if which == "timed":
        return seconds.is_not(None)
    limit = targets_of(targets, Measure(measure))[0].seconds
    return due & ((seconds > limit) | (seconds.is_(None) & (age.is_(None) | (age > limit))))
