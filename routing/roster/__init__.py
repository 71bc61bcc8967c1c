"""Who is on duty, whom a ring reaches, and when nobody is there."""

from routing.roster.coverage import Gap, active_officers, uncovered
from routing.roster.duty import NoCityError, can_be_rung, city, load_duties, load_duty, officers_for, on_duty
from routing.roster.hours import Duty
from routing.roster.stretches import Stretch, stretches

__all__ = [
    "Duty",
    "Gap",
    "NoCityError",
    "Stretch",
    "active_officers",
    "can_be_rung",
    "city",
    "load_duties",
    "load_duty",
    "officers_for",
    "on_duty",
    "stretches",
    "uncovered",
]
