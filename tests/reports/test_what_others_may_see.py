"""Who may see figures only learns how many called of any period, and how they fared only of many, a month at a time."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.models import Outcome
from hotline.reports.endings import Ending
from hotline.reports.grouping import By
from hotline.reports.measures import Measure
from hotline.reports.scope import Scope
from hotline.reports.small import FEWEST, tells_how, too_small, without_small

from .counting import answered, reported
from .history import NOON, History

MARCH = Scope(date(2026, 3, 1), date(2026, 3, 31))
APRIL = NOON + timedelta(days=40)


def test_how_a_month_went_is_told_once_it_is_over_but_no_longest_time(history: History) -> None:
    answered(history, 14, 16, 21, 30, 300)
    told = without_small(reported(history, scope=MARCH, now=APRIL)).total
    assert (told.times[Measure.ANSWER].median, told.times[Measure.ANSWER].longest) == (21, None)
    assert (told.endings[Ending.OFFICER], told.exhausted) == (5, None)  # there is no alert to tell of
    before = without_small(reported(history, scope=MARCH, now=NOON + timedelta(days=3))).total
    assert (before.contacts, before.calls, before.cases) == (5, 5, 5)
    assert (before.endings, before.times, before.escalated) == ({}, {}, None)


def test_four_are_too_few_and_so_is_one_time_among_many_calls(history: History) -> None:
    answered(history, 14, 16, 21, 30)
    told = without_small(reported(history, scope=MARCH, now=APRIL)).total
    assert (told.contacts, told.endings, told.times) == (4, {}, {})
    history.call(history.case(900), 900, waiting=6, ended=40, outcome=Outcome.ABANDONED)
    times = without_small(reported(history, scope=MARCH, now=APRIL)).total.times[Measure.ANSWER]
    assert (times.due, times.measured, times.shares[0].within) == (5, 4, 1)
    assert (times.median, times.p90) == (None, None)


def test_a_district_of_one_call_cannot_be_worked_out_from_the_total(history: History) -> None:
    for at, district in enumerate(["ninh-kieu"] * 6 + ["cai-rang"]):
        history.call(history.case(at, district=district), at, waiting=6, ended=40, outcome=Outcome.ABANDONED)
    told = without_small(reported(history, scope=MARCH, now=APRIL))
    assert told.total.endings[Ending.WAITING] == 7
    assert [(one.calls, one.endings) for one in told.by[By.DISTRICT].values()] == [(1, {}), (6, {})]


def test_no_two_periods_or_filters_can_be_compared() -> None:
    others = [
        replace(MARCH, last=date(2026, 3, 30)),
        replace(MARCH, first=date(2026, 2, 1)),
        replace(MARCH, first=date(2026, 3, 2), last=date(2026, 4, 1)),
        *(
            replace(MARCH, **{name: value})
            for name, value in {"hour": 2, "district": "city", "channel": "voice"}.items()
        ),
    ]
    assert [tells_how(scope, now=APRIL) for scope in (MARCH, *others)] == [True, *[False] * len(others)]
    first_of_april_there = NOON.replace(day=31, hour=17)
    assert tells_how(MARCH, now=first_of_april_there)
    assert not tells_how(MARCH, now=first_of_april_there - timedelta(seconds=1))


@given(sizes=st.dictionaries(st.integers(), st.integers(0, 12), max_size=8))
def test_what_is_kept_back_is_nothing_or_many_or_all(sizes: dict[int, int]) -> None:
    hidden = too_small(sizes)
    assert all(sizes[key] >= FEWEST for key in sizes if key not in hidden)
    assert sum(sizes[key] for key in hidden) not in range(1, FEWEST) or hidden == set(sizes)
