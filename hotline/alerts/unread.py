"""A caller has written in a case that somebody has, and nobody has read it: a text wakes nobody, so people are rung.

Whether it was read is looked up when it is time, so that whoever does something about a case need not know of this.
Times are not compared: a message that was found late is new to everybody.
"""

from datetime import datetime, timedelta

from sqlalchemy import Subquery, update
from sqlmodel import Session, col, func, select

from hotline.alerts.deeds import is_deed, last_talk
from hotline.alerts.opening import open_alert, running_alert
from hotline.cases import lock_contacts, reopen
from hotline.models import Access, Case, CaseEvent, CaseState, Contact, ContactChannel, reasons
from routing.models import Officer

READ_WITHIN = timedelta(minutes=5)
"""As often as managers are reminded of an alert that nobody took, where the city says nothing else."""
READ = "case.read"
"""Of an access: somebody has opened the case's page, which told of `subject` messages.

A page that merely stays open proves nobody awake.
"""


def expect_reading(session: Session, case: Case, *, now: datetime) -> None:
    """A message has come in this locked case: from now on it is to be read in time, unless it rings anyway."""
    if case.unread_at is None and not case.drill:
        case.unread_at = now + READ_WITHIN
        session.add(case)


def ring_if_unread(session: Session, case_id: int, *, now: datetime) -> bool:
    """Ring for the case if it is time and its messages are unread. Safe to run early, late, twice or at once.

    A closed one, in which something was heard of only afterwards, is open again: whoever closed it did not know.
    """
    lock_contacts(session, case_id)
    claimed = session.exec(
        update(Case)
        .where(col(Case.id) == case_id, col(Case.unread_at) <= now)
        .values(unread_at=None)
        .returning(col(Case.id))
    ).scalar_one_or_none()
    if claimed is None:
        return False
    case = session.get_one(Case, case_id, populate_existing=True)
    unread_since = first_unread(session, case.id) if case.joined_to is None else None  # else in the one that goes on
    if unread_since is None or running_alert(session, case.id):
        return False
    ring_at = max(unread_since, last_talk(session, case.id, now=now) or unread_since) + READ_WITHIN
    if ring_at > now:
        case.unread_at = ring_at
        session.add(case)
        return False
    if case.state == CaseState.CLOSED:
        reopen(session, case, now=now, who=None, why=reasons.UNREAD)
    open_alert(session, case.id, now=now, ring_at=now, why=reasons.UNREAD)
    return True


def count_messages(session: Session, case_id: int) -> int:
    """How many are in the log: whoever has seen as many as there are has seen them all, whichever came first."""
    return session.exec(select(func.count()).select_from(_messages(case_id))).one()


def first_unread(session: Session, case_id: int) -> datetime | None:
    """When the first message came that is new to whoever last looked at the case; None: all are read."""
    by_an_officer = col(Access.who).in_(select(Officer.id))  # a system's key reads too
    opened = select(func.max(Access.subject)).where(Access.case_id == case_id, Access.what == READ, by_an_officer)
    done = select(func.max(CaseEvent.id)).where(CaseEvent.case_id == case_id, is_deed())
    seen, known = session.exec(opened).one() or 0, session.exec(done).one() or 0
    unseen = _messages(case_id, but_first=seen)
    first: datetime | None = session.exec(select(func.min(unseen.c.at)).where(unseen.c.id > known)).one()
    return first


def _messages(case_id: int, *, but_first: int = 0) -> Subquery:
    """The lines of the log that tell of a text, or of a message that a caller has recorded."""
    is_text = (
        (col(CaseEvent.what) == "contact.state")
        & col(CaseEvent.before).is_(None)
        & (col(Contact.channel) == ContactChannel.SMS)
    )
    lines = (
        select(CaseEvent.id, CaseEvent.at)
        .join(Contact, col(Contact.id) == col(CaseEvent.subject))
        .where(CaseEvent.case_id == case_id, is_text | (col(CaseEvent.what) == "contact.recording"))
    )
    return lines.order_by(col(CaseEvent.id)).offset(but_first).subquery()
