"""What people do about a case, as its log tells it, and when somebody last talked with a caller of it."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from hotline.contacts import is_on_the_line
from hotline.models import Callback, CaseEvent, Contact, reasons


def is_deed() -> ColumnElement[bool]:
    """Of a line of the log: a human did it, with this case before them; not on the page of a duplicate of it."""
    from_elsewhere = (col(CaseEvent.what) == "case.joined") & col(CaseEvent.before).is_not(None)
    warned = col(CaseEvent.why).is_not_distinct_from(reasons.DUPLICATE_WARNS)
    return col(CaseEvent.who).is_not(None) & ~from_elsewhere & ~warned


def last_talk(session: Session, case_id: int, *, now: datetime) -> datetime | None:
    """Until when somebody talked with a caller of it, or tried to: this moment, if they still do."""
    tries = session.exec(select(Callback.ended_at).where(Callback.case_id == case_id)).all()
    if is_on_the_line(session, case_id) or None in tries:
        return now
    talked = select(func.max(Contact.ended_at)).where(Contact.case_id == case_id, col(Contact.answered_at).is_not(None))
    ends = [*tries, session.exec(talked).one()]
    return max((end for end in ends if end), default=None)
