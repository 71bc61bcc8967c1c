"""Days and hours are the city's; a filter that can't be used is named."""

from datetime import date, timedelta

import pytest

from hotline.models import Outcome
from hotline.reports.grouping import By
from hotline.reports.measures import Measure
from hotline.reports.scope import BadScope, Scope, read_scope
from hotline.targets import Target

from .counting import LATER, MONDAY, answered, figures, reported
from .history import History


def test_days_and_hours_are_the_citys(history: History) -> None:
    before_midnight = 12 * 3600 - 1
    history.call(history.case(before_midnight), before_midnight, ended=2, outcome=Outcome.ABANDONED)
    history.call(history.case(before_midnight + 1), before_midnight + 1, ended=2, outcome=Outcome.ABANDONED)
    got = reported(history, now=LATER + timedelta(days=1))
    assert got.total.contacts == 1
    assert {hour: one.contacts for hour, one in got.by[By.HOUR].items()} == {23: 1}
    assert {day: one.contacts for day, one in got.by[By.DAY].items()} == {date(2026, 3, 2): 1}


def test_what_has_no_district_is_the_city_desks(history: History) -> None:
    history.call(history.case(district=None), ended=2, outcome=Outcome.ABANDONED)
    history.call(history.case(), ended=2, outcome=Outcome.ABANDONED)
    assert {where: one.contacts for where, one in reported(history).by[By.DISTRICT].items()} == {
        "city": 1,
        "ninh-kieu": 1,
    }
    only_desk = Scope(MONDAY.first, MONDAY.last, district="city")
    assert (figures(history, scope=only_desk).contacts, figures(history, scope=only_desk).cases) == (1, 1)


def test_who_calls_again_about_an_older_case_counts_in_the_district_that_it_has_now(history: History) -> None:
    older = history.case(-30 * 24 * 3600, district="cai-rang")
    history.call(older, district="ninh-kieu", ended=2, outcome=Outcome.ABANDONED)
    history.alert(older)
    found = reported(history)
    assert (found.total.contacts, found.total.cases, found.total.alerts) == (1, 0, 1)
    assert {where: (one.contacts, one.alerts) for where, one in found.by[By.DISTRICT].items()} == {"cai-rang": (1, 1)}


def test_the_city_sets_its_own_targets(history: History) -> None:
    answered(history, 14, 16, 21)
    own = figures(history, answer=[{"seconds": 21, "share": 1.0}])
    assert [(one.target, one.is_met) for one in own.times[Measure.ANSWER].shares] == [(Target(21, 1.0), True)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period": "always"}, "period"),
        ({"from": "2026-13-01"}, "from"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "from"),
        ({"from": "2024-01-01", "to": "2026-03-01"}, "to"),
        ({"to": "9999-12-31", "from": "9999-12-31"}, "to"),
        ({"hour": "24"}, "hour"),
        ({"hour": "-1"}, "hour"),
        ({"district": "nowhere"}, "district"),
        ({"channel": "fax"}, "channel"),
    ],
)
def test_a_bad_filter_is_named(given: dict[str, str], field: str) -> None:
    with pytest.raises(BadScope) as refused:
        read_scope(given, now=LATER, zone="Asia/Ho_Chi_Minh", districts={"ninh-kieu", "city"})
    assert refused.value.field == field


def test_periods_are_whole_days_of_the_city() -> None:
    def days(period: str) -> tuple[date, date]:
        scope = read_scope({"period": period}, now=LATER, zone="Asia/Ho_Chi_Minh", districts=set())
        return scope.first, scope.last

    today = date(2026, 3, 2)
    assert days("today") == (today, today)
    assert days("7days") == (date(2026, 2, 24), today)
    assert days("month") == (date(2026, 3, 1), today)
    assert days("last_month") == (date(2026, 2, 1), date(2026, 2, 28))
    assert days("quarter") == (date(2026, 1, 1), today)
