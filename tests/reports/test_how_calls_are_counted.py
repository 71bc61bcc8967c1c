"""Every call has one ending and counts once, with figures that one can count by hand."""

from datetime import timedelta

import pytest

from hotline.models import Found, Outcome
from hotline.reports.endings import Ending
from hotline.reports.measures import Measure
from hotline.reports.spread import spread

from .counting import LATER, MONDAY, answered, figures, shares
from .history import LAN, NOON, History


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


def test_the_spread_of_times_puts_each_call_into_one_place(history: History) -> None:
    answered(history, 0, 5, 14, 15, 16, 21, 500)
    places = {one.below: one.calls for one in spread(history.session, MONDAY, {}, now=LATER)}
    assert {below: calls for below, calls in places.items() if calls} == {5: 2, 15: 2, 20: 1, 30: 1, None: 1}
