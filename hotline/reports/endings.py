"""What became of a contact."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, or_
from sqlmodel import col

from hotline.models import Contact, ContactChannel, ContactState, Outcome

GREETING = timedelta(seconds=5)
"""Who hangs up sooner, though the place is known and nothing is asked, has not heard the greeting to its end."""


class Ending(StrEnum):
    """Each contact has exactly one."""

    OFFICER = "officer"
    ELSEWHERE = "elsewhere"
    MESSAGE = "message"
    EARLY = "early"
    WAITING = "waiting"
    UNRECORDED = "unrecorded"
    OPEN = "open"
    TEXT = "text"


def ending_of_contact() -> ColumnElement[str]:
    is_early = or_(col(Contact.waiting_since).is_(None), col(Contact.ended_at) - col(Contact.started_at) < GREETING)
    return case(
        (col(Contact.channel) == ContactChannel.SMS, Ending.TEXT),
        (and_(col(Contact.answered_at).is_not(None), col(Contact.answered_by).is_not(None)), Ending.OFFICER),
        (col(Contact.answered_at).is_not(None), Ending.ELSEWHERE),
        (col(Contact.outcome) == Outcome.MESSAGE_LEFT, Ending.MESSAGE),
        (col(Contact.state) == ContactState.OPEN, Ending.OPEN),
        (col(Contact.found).is_not(None), Ending.UNRECORDED),
        (is_early, Ending.EARLY),
        else_=Ending.WAITING,
    )
