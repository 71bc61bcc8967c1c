"""The rows behind a number: which contacts, cases or alerts it counts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_
from sqlmodel import Session

from hotline.reports.expressions import Rows
from hotline.reports.narrowing import KINDS, choices, condition
from hotline.reports.order import Place, key_of, measure_of, order_of
from hotline.reports.planning import read
from hotline.reports.rows import alert_rows, case_rows, contact_rows
from hotline.reports.scope import BadScope, Scope

BATCH = 2000
Row = Mapping[str, Any]
Transaction = Callable[[], AbstractContextManager[Session]]


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
    if only and only not in choices(kind, targets):
        raise BadScope("only")
    table = _rows(kind, scope, now).subquery()
    measure = measure_of(only) if longest_first else None
    order = order_of(table, measure)
    query = select(table).order_by(*order).limit(limit)
    if after:
        query = query.where(tuple_(*order) > tuple_(*key_of(after, kind, measure)))
    if only:
        query = query.where(condition(table, only, targets))
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
