"""The rows behind a number: which contacts, cases or alerts it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, select, tuple_
from sqlmodel import Session

from hotline.reports.endings import Ending
from hotline.reports.expressions import Rows
from hotline.reports.measures import Measure
from hotline.reports.order import LATE, TIMED, Place, key_of, measure_of, order_of
from hotline.reports.planning import read
from hotline.reports.rows import alert_rows, case_rows, contact_rows
from hotline.reports.scope import BadScope, Scope
from hotline.targets import targets_of

BATCH = 2000
Row = Mapping[str, Any]
Transaction = Callable[[], AbstractContextManager[Session]]

KINDS = ("contacts", "cases", "alerts")
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
    return (*endings, *(f"{which}_{measure}" for which in (LATE, TIMED) for measure in MEASURES_OF[kind]), *alerts)


def rows_behind(
    session: Session,
    scope: Scope,
    targets: Mapping[str, Any],
    *,
    kind: str,
    only: str,
    now: datetime,
    after: Place | None = None,
    limit: int = BATCH,
    longest_first: bool = True,
) -> Sequence[Row]:
    """Those after the place `after`, in the order of such a list (`measure_of`); not `longest_first`: the oldest first.

    Raises BadScope for an unknown kind or choice.
    """
    if kind not in KINDS:
        raise BadScope("kind")
    if only and only not in choices(kind):
        raise BadScope("only")
    table = _rows(kind, scope, now).subquery()
    measure = measure_of(only) if longest_first else None
    order = order_of(table, measure)
    query = select(table).order_by(*order).limit(limit)
    if after:
        query = query.where(tuple_(*order) > tuple_(*key_of(after, kind, measure)))
    if only:
        query = query.where(_only(table, only, targets))
    return [dict(row) for row in read(session, scope, query).mappings()]


def all_rows_behind(
    transaction: Transaction,
    scope: Scope,
    targets: Mapping[str, Any],
    *,
    kind: str,
    only: str,
    now: datetime,
    batch: int = BATCH,
) -> Iterator[Row]:
    """Read in batches of their own transactions: however long an export takes, no statement and no lock lasts.

    The oldest first, always: a call answered between two batches would change its place among the longest, and so be
    told twice or never.
    """
    after: Place | None = None
    while True:
        with transaction() as session:
            rows = rows_behind(
                session,
                scope,
                targets,
                kind=kind,
                only=only,
                now=now,
                after=after,
                limit=batch,
                longest_first=False,
            )
        yield from rows
        if len(rows) < batch:
            return
        after = Place(rows[-1]["id"])


def _rows(kind: str, scope: Scope, now: datetime) -> Rows:
    if kind == "contacts":
        return contact_rows(scope, now=now)
    return case_rows(scope, now=now) if kind == "cases" else alert_rows(scope)


def _only(table: Subquery, only: str, targets: Mapping[str, Any]) -> ColumnElement[bool]:
    if only in ("escalated", "exhausted"):
        return table.c[only].is_(True)
    measure = measure_of(only)
    if measure is None:
        return table.c.ending == only
    due, seconds, age = (table.c[f"{measure}_{part}"] for part in ("due", "seconds", "age"))
    if only.startswith(TIMED):
        return seconds.is_not(None)
    limit = targets_of(targets, Measure(measure))[0].seconds
    return due & ((seconds > limit) | (seconds.is_(None) & (age.is_(None) | (age > limit))))
