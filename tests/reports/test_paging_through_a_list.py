"""Page by page, a list tells of each row once, in its order, whatever the times are."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from math import inf

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from hotline.models import Outcome
from hotline.reports.behind import Row, all_rows_behind, rows_behind
from hotline.reports.narrowing import KINDS, choices
from hotline.reports.order import measure_of, place_of

from .counting import LATER, MONDAY, answered
from .history import LAN, NOON, History
from .random_history import NOW, Told, told, write

LISTS = [(kind, only) for kind in KINDS for only in ("", *choices(kind, {}))]


def pages(session: Session, kind: str, only: str, size: int) -> Iterator[list[Row]]:
    after, now = None, NOON + timedelta(seconds=NOW)
    while True:
        page = list(rows_behind(session, MONDAY, {}, kind=kind, only=only, now=now, after=after, limit=size))
        yield page
        if len(page) < size:
            return
        after = place_of(page[-1], only)


def in_order(rows: list[Row], only: str) -> list[int]:
    """The ids as a slow and simple reading of the order has them."""
    measure = measure_of(only)

    def key(row: Row) -> tuple[float, object, int]:
        seconds = row[f"{measure}_seconds"] if measure else 0
        return (-inf if seconds is None else -seconds, row["at"], row["id"])

    return [row["id"] for row in sorted(rows, key=key)]


@given(happened=st.lists(told, max_size=12), size=st.integers(1, 4), which=st.sampled_from(LISTS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_paging_through_gives_each_row_once_in_its_order(
    session: Session, happened: list[Told], size: int, which: tuple[str, str]
) -> None:
    session.rollback()
    history = History(session)
    for one in happened:
        write(history, one)
    kind, only = which
    (whole,) = pages(session, kind, only, 1000)
    paged = [row["id"] for page in pages(session, kind, only, size) for row in page]
    assert paged == in_order(whole, only)
    session.rollback()


@pytest.mark.parametrize("only", ["timed_answer", "late_answer"])
def test_equal_times_are_told_once_each(history: History, only: str) -> None:
    answered(history, *[30.25] * 5)
    assert [len(page) for page in pages(history.session, "contacts", only, 2)] == [2, 2, 1]
    assert len({row["id"] for page in pages(history.session, "contacts", only, 2) for row in page}) == 5


def test_who_is_answered_while_somebody_turns_the_page_moves_nobody_else(history: History) -> None:
    """The page goes on after where its last row was, not after where it is now."""
    answered(history, 40, 30, 20)
    calls = [history.call(history.case(at), at, waiting=0) for at in (500, 600, 700)]
    read = pages(history.session, "contacts", "late_answer", 2)
    assert [row["id"] for row in next(read)] == [calls[0].id, calls[1].id]
    calls[1].answered_at, calls[1].answered_by = calls[1].started_at + timedelta(seconds=25), LAN
    history.session.flush()
    rest = [row["answer_seconds"] for page in read for row in page]
    assert rest == [None, 40, 30, 25, 20]


def test_an_export_tells_each_row_once_though_one_is_answered_between_two_batches(history: History) -> None:
    answered(history, 40, 30, 20)
    call = history.call(history.case(10), 10, waiting=0)
    history.call(history.case(700), 700, waiting=0, ended=50, outcome=Outcome.ABANDONED)

    @contextmanager
    def batch() -> Iterator[Session]:
        yield history.session
        call.answered_at, call.answered_by = call.started_at + timedelta(seconds=25), LAN
        history.session.flush()

    def transaction() -> AbstractContextManager[Session]:
        return batch()

    rows = list(all_rows_behind(transaction, MONDAY, {}, kind="contacts", only="late_answer", now=LATER, batch=2))
    assert [row["answer_seconds"] for row in rows] == [40, None, 30, 20, None]
