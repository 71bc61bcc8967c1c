"""Every definition has a story whose figures one can count by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from hotline.models import CaseState, Disposition, Found, Outcome
from hotline.reports.behind import rows_behind
from hotline.reports.endings import Ending
from hotline.reports.figures import Figures, Report, report
from hotline.reports.grouping import By
from hotline.reports.measures import Measure
from hotline.reports.scope import BadScope, Scope, read_scope
from hotline.reports.small import without_small
from hotline.reports.spread import spread
from hotline.targets import Target

from .history import LAN, NOON, History

MONDAY = Scope(date(2026, 3, 2), date(2026, 3, 2))
LATER = NOON + timedelta(hours=6)


@pytest.fixture
def history(session: Session) -> History:
    return History(session)


def reported(history: History, scope: Scope = MONDAY, now: Any = LATER, **targets: Any) -> Report:
    return report(history.session, scope, targets, now=now)


def figures(history: History, **more: Any) -> Figures:
    return reported(history, **more).total


def shares(figures: Figures, measure: Measure = Measure.ANSWER) -> list[tuple[int, int, int]]:
    return [(one.within, one.of, one.pending) for one in figures.times[measure].shares]


def answered(history: History, *seconds: float) -> None:
    for number, wait in enumerate(seconds):
        case = history.case(60 * number, taken=wait)
        history.call(case, 60 * number, waiting=0, answered=wait, answered_by=LAN, ended=300, outcome=Outcome.ANSWERED)


def test_calls_answered_after_14_16_and_21_seconds(history: History) -> None:
    answered(history, 14, 16, 21)
    times = figures(history).times[Measure.ANSWER]
    assert (times.measured, times.median, times.longest) == (3, 16, 21)
    assert times.p90 == pytest.approx(20)  # between 16 and 21, as percentile_cont has it
    assert shares(figures(history)) == [(1, 3, 0), (2, 3, 0)]
    assert [one.is_met for one in times.shares] == [False, False]


def test_a_call_answered_at_the_very_second_of_the_target_is_within_it(history: History) -> None:
    answered(history, 15, 20)
    assert shares(figures(history)) == [(1, 2, 0), (2, 2, 0)]


def test_a_child_who_hung_up_in_the_greeting_is_counted_so_and_never_as_within_a_target(history: History) -> None:
    history.call(history.case(), ended=3, outcome=Outcome.ABANDONED)
    history.call(history.case(), waiting=0, ended=4, outcome=Outcome.ABANDONED)
    got = figures(history)
    assert (got.endings[Ending.EARLY], got.endings[Ending.WAITING]) == (2, 0)
    assert shares(got) == [(0, 2, 0), (0, 2, 0)]
    assert got.times[Measure.ANSWER].median is None


def test_a_caller_who_gave_up_waiting_is_a_miss(history: History) -> None:
    history.call(history.case(), waiting=6, ended=40, outcome=Outcome.ABANDONED)
    got = figures(history)
    assert got.endings[Ending.WAITING] == 1
    assert shares(got) == [(0, 1, 0), (0, 1, 0)]


def test_the_desk_and_the_national_line_answer_elsewhere_which_is_no_answer_of_ours(history: History) -> None:
    history.call(history.case(), waiting=6, answered=130, ended=300, outcome=Outcome.ANSWERED)
    got = figures(history)
    assert got.endings[Ending.ELSEWHERE] == 1
    assert got.times[Measure.ANSWER].measured == 0
    assert shares(got) == [(0, 1, 0), (0, 1, 0)]


def test_a_message_left_is_a_miss_too(history: History) -> None:
    history.call(history.case(), waiting=6, ended=200, outcome=Outcome.MESSAGE_LEFT)
    assert figures(history).endings[Ending.MESSAGE] == 1
    assert shares(figures(history)) == [(0, 1, 0), (0, 1, 0)]


def test_a_call_that_only_the_provider_knew_of_has_an_unrecorded_end(history: History) -> None:
    history.call(history.case(), ended=1, outcome=Outcome.ABANDONED, found=Found.PROVIDER)
    assert figures(history).endings[Ending.UNRECORDED] == 1
    assert shares(figures(history)) == [(0, 1, 0), (0, 1, 0)]


def test_who_still_waits_is_not_due_yet_and_then_missed_before_anybody_answers(history: History) -> None:
    history.call(history.case(), waiting=0)
    seen = [shares(figures(history, now=NOON + timedelta(seconds=wait))) for wait in (15, 16, 21)]
    assert seen == [[(0, 0, 1), (0, 0, 1)], [(0, 1, 0), (0, 0, 1)], [(0, 1, 0), (0, 1, 0)]]
    assert figures(history).endings[Ending.OPEN] == 1


def test_a_text_is_a_contact_without_a_time_to_answer(history: History) -> None:
    history.text(history.case(taken=30))
    got = figures(history)
    assert (got.contacts, got.calls, got.texts, got.endings[Ending.TEXT]) == (1, 0, 1, 1)
    assert shares(got) == [(0, 0, 0), (0, 0, 0)]
    assert got.times[Measure.ANSWER].shares[0].is_met is None


def test_a_drill_counts_nowhere(history: History) -> None:
    drill = history.case(taken=1, acted=2, drill=True)
    history.call(drill, answered=1, answered_by=LAN, ended=9, drill=True)
    history.alert(drill, step=3, exhausted=True)
    got = figures(history)
    assert (got.contacts, got.cases, got.alerts, got.escalated, got.exhausted) == (0, 0, 0, 0, 0)


def test_a_contact_without_a_case_is_still_a_contact(history: History) -> None:
    history.text(None)
    assert (figures(history).contacts, figures(history).cases) == (1, 0)


def test_a_case_is_acknowledged_once_however_many_calls_belong_to_it(history: History) -> None:
    case = history.case(taken=45, acted=600)
    for at in (0, 100, 200):
        history.call(case, at, waiting=0, ended=30, outcome=Outcome.ABANDONED)
    got = figures(history)
    assert (got.contacts, got.cases) == (3, 1)
    assert shares(got, Measure.ACKNOWLEDGE) == [(1, 1, 0)]
    assert got.times[Measure.FIRST_ACTION].median == 600


def test_a_case_that_nobody_took_is_late_not_unknown(history: History) -> None:
    history.case()
    assert shares(figures(history, now=NOON + timedelta(seconds=60)), Measure.ACKNOWLEDGE) == [(0, 0, 1)]
    assert shares(figures(history, now=NOON + timedelta(seconds=61)), Measure.ACKNOWLEDGE) == [(0, 1, 0)]


def test_a_case_closed_as_helped_without_a_first_action_missed_it_and_a_prank_needed_none(history: History) -> None:
    closed = {"state": CaseState.CLOSED, "closed_at": NOON + timedelta(seconds=90)}
    history.case(taken=5, disposition=Disposition.HELPED, **closed)
    history.case(taken=5, disposition=Disposition.PRANK, **closed)
    got = figures(history, now=NOON + timedelta(seconds=100))
    assert shares(got, Measure.FIRST_ACTION) == [(0, 1, 0)]
    assert got.times[Measure.FIRST_ACTION].due == 1
    assert shares(got, Measure.ACKNOWLEDGE) == [(2, 2, 0)]


def test_an_alert_beyond_its_first_step_is_escalated_also_when_its_policy_began_anew(history: History) -> None:
    history.alert(history.case(taken=1), step=1)
    history.alert(history.case(taken=1), was="2.1", step=1, round=2)
    history.alert(history.case(taken=1), was="1.2", step=1, round=2)
    history.alert(history.case(taken=1), step=0, round=2, exhausted=True)
    got = figures(history)
    assert (got.alerts, got.escalated, got.exhausted) == (4, 2, 1)


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


def test_the_city_sets_its_own_targets(history: History) -> None:
    answered(history, 14, 16, 21)
    own = figures(history, answer=[{"seconds": 21, "share": 1.0}])
    assert [(one.target, one.is_met) for one in own.times[Measure.ANSWER].shares] == [(Target(21, 1.0), True)]


def test_behind_a_number_are_exactly_its_rows(history: History) -> None:
    answered(history, 14, 16, 21)
    history.call(history.case(500), 500, waiting=0, ended=50, outcome=Outcome.ABANDONED)
    late = rows_behind(history.session, MONDAY, {}, kind="contacts", only="late_answer", now=LATER)
    assert [row["answer_seconds"] for row in late] == [16, 21, None]
    gone = rows_behind(history.session, MONDAY, {}, kind="contacts", only="waiting", now=LATER)
    assert len(gone) == 1
    with pytest.raises(BadScope):
        rows_behind(history.session, MONDAY, {}, kind="contacts", only="escalated", now=LATER)


def test_the_spread_of_times_puts_each_call_into_one_place(history: History) -> None:
    answered(history, 0, 5, 14, 15, 16, 21, 500)
    places = {one.below: one.calls for one in spread(history.session, MONDAY, {}, now=LATER)}
    assert {below: calls for below, calls in places.items() if calls} == {5: 2, 15: 2, 20: 1, 30: 1, None: 1}


def test_times_of_few_are_not_shown_to_who_may_not_see_cases(history: History) -> None:
    answered(history, 14, 16, 21, 30)
    cut = without_small(reported(history))
    assert cut.total.contacts == 4
    assert cut.total.times == {}
    answered(history, 8)
    assert without_small(reported(history)).total.times[Measure.ANSWER].measured == 5


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
