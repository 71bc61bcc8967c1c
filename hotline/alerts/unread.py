"""A caller has written in a case that somebody has, and nobody has read it: a text wakes nobody, so people are rung.

Whether it was read is looked up when it is time, so that whoever does something about a case need not know of this.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from hotline.alerts.opening import open_alert, running_alert
from hotline.models import Access, Case, CaseEvent, CaseState, Contact, ContactChannel, reasons
from routing.models import Officer

READ_WITHIN = timedelta(minutes=5)
"""As often as managers are reminded of an alert that nobody took, where the city says nothing else."""
READ = "case.read"
"""Of an access: somebody has opened the case's page. A page that merely stays open proves nobody awake."""


def expect_reading(session: Session, case: Case, *, now: datetime) -> None:
    """A message has come in this locked case, which somebody has: from now on it is to be read in time."""
    if case.unread_at is None and not case.drill:
        case.unread_at = now + READ_WITHIN
        session.add(case)


def ring_if_unread(session: Session, case_id: int, *, now: datetime) -> bool:
    """Ring for the case if it is time and its messages are unread. Safe to run early, late, twice or at once."""
    claimed = session.exec(
        update(Case)
        .where(col(Case.id) == case_id, col(Case.unread_at) <= now)
        .values(unread_at=None)
        .returning(col(Case.id))
    ).scalar_one_or_none()
    if claimed is None:
        return False
    case = session.get_one(Case, case_id, populate_existing=True)
    unread_since = None if case.state == CaseState.CLOSED else first_unread(session, case)
    if unread_since is None or running_alert(session, case.id):
        return False
    if unread_since + READ_WITHIN > now:
        case.unread_at = unread_since + READ_WITHIN
        session.add(case)
        return False
    open_alert(session, case.id, now=now, ring_at=now, why=reasons.UNREAD)
    return True


def first_unread(session: Session, case: Case) -> datetime | None:
    """When the first message came after the last sign that a human looked at the case; None: all are read."""
    messages = select(func.min(Contact.started_at)).where(
        Contact.case_id == case.id, Contact.channel == ContactChannel.SMS
    )
    looked_at = _looked_at(session, case)
    return session.exec(messages.where(Contact.started_at > looked_at) if looked_at else messages).one()


def _looked_at(session: Session, case: Case) -> datetime | None:
    """When a human last opened its page, accepted it, or did anything else that is in its log."""
    by_an_officer = col(Access.who).in_(select(Officer.id))  # a system's key reads too
    opened = select(func.max(Access.at)).where(Access.case_id == case.id, Access.what == READ, by_an_officer)
    done = select(func.max(CaseEvent.at)).where(CaseEvent.case_id == case.id, col(CaseEvent.who).is_not(None))
    return max((at for at in (session.exec(opened).one(), session.exec(done).one()) if at), default=None)
