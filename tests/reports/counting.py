"""What the figures of a history say."""

from datetime import date, timedelta
from typing import Any

from hotline.models import Outcome
from hotline.reports.figures import Figures, Report, report
from hotline.reports.measures import Measure
from hotline.reports.scope import Scope

from .history import LAN, NOON, History

MONDAY = Scope(date(2026, 3, 2), date(2026, 3, 2))
LATER = NOON + timedelta(hours=6)


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
