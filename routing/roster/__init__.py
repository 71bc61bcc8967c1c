"""Who is on duty, whom a ring reaches, and when nobody is there."""

from routing.roster.coverage import Gap, uncovered
from routing.roster.duty import NoCityError, city, officers_for, on_duty

__all__ = ["Gap", "NoCityError", "city", "officers_for", "on_duty", "uncovered"]
