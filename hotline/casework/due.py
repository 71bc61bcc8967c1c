"""What is to be done next about a case, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, null
from sqlalchemy import case as first_of
from sqlmodel import col

from hotline.models import Case, CaseState
from hotline.targets import targets_of


class Due(StrEnum):
    """What a case waits for."""

    ACCEPT = "accept"
    FIRST_ACTION = "first_action"
    ARRIVAL = "arrival"
    CHILD_SAFE = "child_safe"
    CLOSE = "close"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextDue:
    what: Due
    at: datetime | None
    """None: at once, or whenever it is time."""

    def is_overdue(self, *, now: datetime) -> bool:
        """What is done at the very moment is in time, as in reports."""
        return self.at is not None and self.at < now


def next_due(case: Case, targets: Mapping[str, Any]) -> NextDue:
    """`targets` are City.targets."""
    if case.state == CaseState.CLOSED:
        return NextDue(Due.NOTHING, None)
    if case.state == CaseState.OPEN:
        return NextDue(Due.ACCEPT, None)
    done = {
        Due.FIRST_ACTION: case.first_action_at,
        Due.ARRIVAL: case.arrived_at,
        Due.CHILD_SAFE: case.child_safe_at,
    }
    for due, at in done.items():
        if at is None and not case.child_safe_at:
            return NextDue(due, case.opened_at + _within(due, targets))
    return NextDue(Due.CLOSE, None)


def due_at(targets: Mapping[str, Any]) -> ColumnElement[datetime | None]:
    """Of a Case that somebody has: the `at` of its `next_due`, to put cases in order."""
    opened = col(Case.opened_at)
    return first_of(
        (col(Case.child_safe_at).is_not(None), null()),
        (col(Case.first_action_at).is_(None), opened + _within(Due.FIRST_ACTION, targets)),
        (col(Case.arrived_at).is_(None), opened + _within(Due.ARRIVAL, targets)),
        else_=opened + _within(Due.CHILD_SAFE, targets),
    )


def _within(due: Due, targets: Mapping[str, Any]) -> timedelta:
    """From the opening of the case. Of several targets the tightest is the one to work for."""
    return timedelta(seconds=targets_of(targets, due.value)[0].seconds)
