"""What somebody sees who may not see cases: who knows one child's story must not find in the figures how it went on.

How many called, wrote and were opened is told of any period. How they fared is told of at least FEWEST together, of one
whole month that is over, and only of all of it: two periods or filters that differ by one call would tell of that call.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from hotline.reports.figures import Figures, Report
from hotline.reports.grouping import Key
from hotline.reports.measures import Measure, Times
from hotline.reports.scope import Scope

FEWEST = 5
OF_ALERTS = "alerts"
Name = TypeVar("Name", bound=Hashable)


def without_small(report: Report) -> Report:
    if not tells_how(report.scope, now=report.at):
        by = {kind: {key: _cut(one, set()) for key, one in groups.items()} for kind, groups in report.by.items()}
        return replace(report, total=_cut(report.total, set()), by=by)
    return replace(
        report,
        total=_told({None: report.total})[None],
        by={kind: _told(groups) for kind, groups in report.by.items()},
    )


def tells_how(scope: Scope, *, now: datetime) -> bool:
    """Whether this is one whole month, over, and all of it."""
    today = now.astimezone(ZoneInfo(scope.zone)).date()
    is_all = (scope.district, scope.hour, scope.channel) == (None, None, None)
    return is_all and scope.first.day == 1 and scope.last == _end_of_month(scope.first) and scope.last < today


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _told(groups: Mapping[Key, Figures]) -> dict[Key, Figures]:
    sizes: dict[str, dict[Key, int]] = {name: {} for name in (*Measure, OF_ALERTS)}
    for key, figures in groups.items():
        for name, size in _sizes(figures):
            sizes[name][key] = size
    hidden = {name: too_small(of) for name, of in sizes.items()}
    return {key: _cut(one, {name for name in sizes if key not in hidden[name]}) for key, one in groups.items()}


def _sizes(figures: Figures) -> Iterator[tuple[str, int]]:
    """How many there are of whom each would tell."""
    yield OF_ALERTS, figures.alerts
    for measure in Measure:
        yield measure, figures.times[measure].due if measure in figures.times else 0


def too_small(sizes: Mapping[Name, int]) -> set[Name]:
    """Those below FEWEST, and as many of the next ones as keep them from being what is left of the total."""
    ordered = sorted(sizes, key=lambda key: sizes[key])
    hidden = [key for key in ordered if sizes[key] < FEWEST]
    for key in ordered[len(hidden) :]:
        if not 0 < sum(sizes[one] for one in hidden) < FEWEST:
            break
        hidden.append(key)
    return set(hidden)


def _cut(figures: Figures, told: set[str]) -> Figures:
    return replace(
        figures,
        endings=figures.endings if Measure.ANSWER in told else {},
        escalated=figures.escalated if OF_ALERTS in told else None,
        exhausted=figures.exhausted if OF_ALERTS in told else None,
        times={measure: _of_many(times) for measure, times in figures.times.items() if measure in told},
    )


def _of_many(times: Times) -> Times:
    """The longest is always one child's; the others are, where few have a time."""
    few = times.measured < FEWEST
    return replace(times, longest=None, median=None if few else times.median, p90=None if few else times.p90)
