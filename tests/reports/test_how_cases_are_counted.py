"""Cases and alerts: taken, acted on, escalated, exhausted, with figures that one can count by hand."""

from datetime import timedelta

from hotline.models import CaseState, Disposition, Outcome
from hotline.reports.measures import Measure

from .counting import figures, shares
from .history import NOON, History


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
