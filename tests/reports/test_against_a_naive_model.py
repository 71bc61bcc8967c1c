"""The database counts as a slow and simple reading of the same definitions does, whatever happened."""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from hotline.models import CaseState, Outcome
from hotline.reports.figures import report
from hotline.reports.grouping import By, Key
from hotline.reports.measures import Measure, Times
from hotline.reports.scope import Scope
from hotline.targets import DEFAULTS

from .history import LAN, NOON, History

DAY = 24 * 3600
SCOPE = Scope(date(2026, 3, 2), date(2026, 3, 3))
NOW = 20 * 3600.0
FIRST, LAST = -12 * 3600, 36 * 3600
"""The scope in seconds after noon of its first day."""


@dataclass(frozen=True)
class Call:
    at: int
    answered: float | None
    by_officer: bool
    ended: bool
    drill: bool
    district: str | None
    taken: float | None


calls = st.builds(
    Call,
    at=st.integers(-DAY, int(NOW)),
    answered=st.none()
    | st.sampled_from([0.0, 14.0, 15.0, 15.5, 20.0, 21.0])
    | st.floats(0, 900).map(lambda s: round(s, 3)),
    by_officer=st.booleans(),
    ended=st.booleans(),
    drill=st.sampled_from([False, False, False, True]),
    district=st.sampled_from([None, "ninh-kieu", "cai-rang"]),
    taken=st.none() | st.floats(0, 200).map(lambda s: round(s, 3)),
)


def write(history: History, call: Call) -> None:
    closed = {"state": CaseState.CLOSED} if call.taken is not None and call.ended else {}
    case = history.case(call.at, taken=call.taken, district=call.district, drill=call.drill, **closed)
    more = {} if call.answered is None else {"answered": call.answered, "answered_by": LAN if call.by_officer else None}
    if call.ended:
        more |= {"ended": 1000, "outcome": Outcome.ABANDONED if call.answered is None else Outcome.ANSWERED}
    history.call(case, call.at, waiting=6, drill=call.drill, **more)


def percentile(values: list[float], share: float) -> float | None:
    """As SQL's percentile_cont: between the two nearest, in proportion."""
    if not values:
        return None
    ordered, place = sorted(values), share * (len(values) - 1)
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def check(times: Times | None, rows: list[tuple[float | None, float | None]], measure: Measure) -> None:
    """Each row: after how long it was reached, and for how long it has been waited for as long as it is open."""
    if times is None:
        assert rows == []
        return
    known = [seconds for seconds, _ in rows if seconds is not None]
    assert (times.due, times.measured) == (len(rows), len(known))
    assert times.median == pytest.approx(percentile(known, 0.5))
    assert times.p90 == pytest.approx(percentile(known, 0.9))
    assert times.longest == pytest.approx(max(known, default=None))
    for share, target in zip(times.shares, DEFAULTS[measure], strict=True):
        pending = [age for seconds, age in rows if seconds is None and age is not None and age <= target.seconds]
        assert share.within == sum(seconds <= target.seconds for seconds in known)
        assert (share.of, share.pending) == (len(rows) - len(pending), len(pending))


def answer_of(call: Call) -> tuple[float | None, float | None]:
    is_waiting = not call.ended and call.answered is None
    return call.answered if call.by_officer else None, NOW - call.at if is_waiting else None


def acknowledgement_of(call: Call) -> tuple[float | None, float | None]:
    is_closed = call.taken is not None and call.ended
    return call.taken, None if is_closed else NOW - call.at


@given(happened=st.lists(calls, max_size=25))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_what_a_naive_reading_counts(session: Session, happened: list[Call]) -> None:
    session.rollback()
    history = History(session)
    for call in happened:
        write(history, call)
    found = report(session, SCOPE, {}, now=NOON + timedelta(seconds=NOW))
    counted = [call for call in happened if FIRST <= call.at < LAST and not call.drill]
    assert (found.total.contacts, found.total.cases) == (len(counted), len(counted))
    check(found.total.times.get(Measure.ANSWER), [answer_of(call) for call in counted], Measure.ANSWER)
    check(
        found.total.times.get(Measure.ACKNOWLEDGE), [acknowledgement_of(call) for call in counted], Measure.ACKNOWLEDGE
    )
    for district, figures in found.by[By.DISTRICT].items():
        theirs = [answer_of(call) for call in counted if (call.district or "city") == district]
        check(figures.times[Measure.ANSWER], theirs, Measure.ANSWER)
    hours: Counter[Key] = Counter((12 + call.at // 3600) % 24 for call in counted)
    assert {hour: one.contacts for hour, one in found.by[By.HOUR].items()} == hours
    session.rollback()
