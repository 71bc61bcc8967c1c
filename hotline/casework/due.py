"""What is to be done next about a case, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from hotline.models import Case, CaseState


class Duty(StrEnum):
    ACCEPT = "accept"
    FIRST_ACTION = "first_action"
    ARRIVAL = "arrival"
    CHILD_SAFE = "child_safe"
    CLOSE = "close"
    NOTHING = "nothing"


WITHIN = {
    Duty.FIRST_ACTION: timedelta(minutes=15),
    Duty.ARRIVAL: timedelta(hours=2),
    Duty.CHILD_SAFE: timedelta(hours=12),
}
"""From the opening of the case, unless the city's targets say otherwise. Emergency measures are due 12 hours after the
information came (Decree 56/2017/NĐ-CP, article 26.3)."""


@dataclass(frozen=True)
class NextDue:
    what: Duty
    at: datetime | None
    """None: at once, or whenever it is time."""


def next_due(case: Case, targets: Mapping[str, Any]) -> NextDue:
    """`targets` are City.targets: seconds by the name of a duty."""
    if case.state == CaseState.CLOSED:
        return NextDue(Duty.NOTHING, None)
    if case.state == CaseState.OPEN:
        return NextDue(Duty.ACCEPT, None)
    done = {
        Duty.FIRST_ACTION: case.first_action_at,
        Duty.ARRIVAL: case.arrived_at,
        Duty.CHILD_SAFE: case.child_safe_at,
    }
    for duty, at in done.items():
        if at is None and not case.child_safe_at:
            return NextDue(duty, case.opened_at + _within(duty, targets))
    return NextDue(Duty.CLOSE, None)


def _within(duty: Duty, targets: Mapping[str, Any]) -> timedelta:
    seconds = targets.get(duty.value)
    return timedelta(seconds=float(seconds)) if seconds is not None else WITHIN[duty]
