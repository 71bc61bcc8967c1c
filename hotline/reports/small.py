"""Small groups, before somebody sees them who may not see cases: who knows one child's story could find it again."""

from dataclasses import replace

from hotline.reports.figures import Figures, Report

FEWEST = 5
"""Times and shares of fewer are not shown. Counts are: they tell of nobody how they were helped."""


def without_small(report: Report) -> Report:
    """Counts as they are; times and shares only of at least FEWEST."""
    by = {kind: {key: _cut(one) for key, one in groups.items()} for kind, groups in report.by.items()}
    return replace(report, total=_cut(report.total), by=by)


def _cut(figures: Figures) -> Figures:
    return replace(figures, times={what: times for what, times in figures.times.items() if times.due >= FEWEST})
