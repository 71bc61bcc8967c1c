"""The database counts as a slow and simple reading of the same definitions does, whatever happened and is asked."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from hotline.contacts import tell_channels
from hotline.reports.behind import rows_behind
from hotline.reports.endings import Ending
from hotline.reports.figures import Figures, report
from hotline.reports.grouping import By, Key
from hotline.reports.measures import Measure, Times
from hotline.reports.scope import Scope
from hotline.reports.spread import spread
from hotline.targets import DEFAULTS

from .history import NOON, History
from .random_history import NOW, SMS, VOICE, Told, told, write

FIRST, LAST = -12 * 3600, 36 * 3600
"""The scopes in seconds after noon of their first day."""
BOUNDS = [5, 10, 15, 20, 30, 45, 60, 120, math.inf]

scopes = st.builds(
    Scope,
    first=st.just(date(2026, 3, 2)),
    last=st.just(date(2026, 3, 3)),
    district=st.sampled_from([None, None, "city", "ninh-kieu"]),
    hour=st.none() | st.integers(0, 23),
    channel=st.sampled_from([None, None, VOICE, SMS]),
)


def hour_of(one: Told) -> int:
    return (12 + one.at // 3600) % 24


def is_counted(one: Told, scope: Scope) -> bool:
    return (
        FIRST <= one.at < LAST
        and not one.drill
        and scope.district in (None, one.district or "city")
        and scope.hour in (None, hour_of(one))
        and scope.channel in (None, one.channel)
    )


def percentile(values: Sequence[float], share: float) -> float | None:
    """As SQL's percentile_cont: between the two nearest, in proportion."""
    if not values:
        return None
    ordered, place = sorted(values), share * (len(values) - 1)
    low, high = math.floor(place), math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


Rows = list[tuple[float | None, float | None]]


def check(found: Figures, rows: Rows, measure: Measure) -> None:
    """A group of contacts without a case has no times of cases."""
    if times := found.times.get(measure):
        check_times(times, rows, measure)
    else:
        assert rows == []


def check_times(times: Times, rows: Rows, measure: Measure) -> None:
    known = [seconds for seconds, _ in rows if seconds is not None]
    assert (times.due, times.measured) == (len(rows), len(known))
    assert times.median == pytest.approx(percentile(known, 0.5))
    assert times.p90 == pytest.approx(percentile(known, 0.9))
    assert times.longest == pytest.approx(max(known, default=None))
    for share, target in zip(times.shares, DEFAULTS[measure], strict=True):
        pending = [age for seconds, age in rows if seconds is None and age is not None and age <= target.seconds]
        assert share.within == sum(seconds <= target.seconds for seconds in known)
        assert (share.of, share.pending) == (len(rows) - len(pending), len(pending))


def check_all(found: Figures, counted: list[Told], cases: list[Told]) -> None:
    """`counted`: contacts, each with its alert; `cases`: those that opened one."""
    assert (found.contacts, found.cases, found.alerts) == (len(counted), len(cases), len(counted))
    went_on = [one for one in counted if one.step > 1 or one.began_anew_at > 1 or one.exhausted]
    assert (found.escalated, found.exhausted) == (len(went_on), sum(one.exhausted for one in counted))
    check(found, [one.answer for one in counted if one.channel == VOICE], Measure.ANSWER)
    check(found, [one.reached(one.taken) for one in cases], Measure.ACKNOWLEDGE)
    due = [one.reached(one.acted) for one in cases if one.needs_action]
    check(found, due, Measure.FIRST_ACTION)


def check_behind(session: Session, scope: Scope, found: Figures) -> None:
    """Each list is as long as the number that leads to it."""

    def behind(kind: str, only: str) -> int:
        return len(rows_behind(session, scope, {}, kind=kind, only=only, now=NOON + timedelta(seconds=NOW)))

    assert {ending: behind("contacts", ending) for ending in Ending} == found.endings
    for measure, times in found.times.items():
        kind = "contacts" if measure == Measure.ANSWER else "cases"
        assert behind(kind, f"late_{measure}") == times.shares[0].of - times.shares[0].within
        assert (behind(kind, f"timed_{measure}"), behind(kind, f"due_{measure}")) == (times.measured, times.due)
        for number, share in enumerate(times.shares):
            lists = [behind(kind, f"{which}_{measure}_{number}") for which in ("within", "of", "pending")]
            assert lists == [share.within, share.of, share.pending]
    calls = [place.calls for place in spread(session, scope, {}, now=NOON + timedelta(seconds=NOW))]
    assert [behind("contacts", f"took_answer_{number}") for number in range(len(calls))] == calls
    assert (behind("alerts", "escalated"), behind("alerts", "exhausted")) == (found.escalated, found.exhausted)


@given(happened=st.lists(told, max_size=12), scope=scopes)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_what_a_naive_reading_counts(session: Session, happened: list[Told], scope: Scope) -> None:
    session.rollback()
    history = History(session)
    for one in happened:
        write(history, one)
    tell_channels(session)
    now = NOON + timedelta(seconds=NOW)
    cases = [one for one in happened if is_counted(one, scope)]
    counted = [contact for one in happened for contact in one.contacts if is_counted(contact, scope)]
    found = report(session, scope, {}, now=now)
    check_all(found.total, counted, cases)
    check_behind(session, scope, found.total)
    days = list(found.by[By.DAY])
    assert days == [day for day in scope.days() if day in days], "in the order of the calendar"
    for by, key_of in ((By.HOUR, hour_of), (By.DISTRICT, lambda one: one.district or "city")):
        keys: Counter[Key] = Counter(map(key_of, counted))
        assert {key: group.contacts for key, group in found.by[by].items()} == keys
        assert list(found.by[by]) == sorted(keys, key=lambda key: (key is None, key))
        for key, group in found.by[by].items():
            check_all(group, *([one for one in of if key_of(one) == key] for of in (counted, cases)))
    waits = [one.answered for one in counted if one.channel == VOICE and one.by_officer and one.answered is not None]
    places = Counter(next(bound for bound in BOUNDS if wait <= bound) for wait in waits)
    got = {place.below or math.inf: place.calls for place in spread(session, scope, {}, now=now) if place.calls}
    assert got == places
    session.rollback()
