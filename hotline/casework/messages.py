"""A message from an officer to a caller, and what becomes of it."""

import unicodedata
from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline import texts
from hotline.casework.callers import the_caller
from hotline.casework.changing import claim, must_be_taken
from hotline.casework.contact_safety import say_safe
from hotline.casework.drafts import forget_draft
from hotline.casework.marks import write_once
from hotline.casework.refusals import Unusable
from hotline.db import locked
from hotline.models import CaseEvent, CaseMessage, NotificationState, event
from hotline.segments import segments
from hotline.wakeups import ask
from routing.roster import city
from webhooks.events import LineState, StatusChanged

MOST_SEGMENTS = 4
GIVE_UP = timedelta(minutes=5)
"""A message that comes much later than it was meant may be read by somebody else."""
QUEUED, SENT, FAILED = NotificationState.QUEUED, NotificationState.SENT, NotificationState.FAILED


def write_message(
    session: Session,
    case_id: int,
    contact_id: int,
    body: str,
    *,
    safe: bool,
    who: str,
    form_id: str,
    now: datetime,
    version: int,
) -> None:
    """To be sent at once. The same form sent twice sends one. Raises Refused."""
    case = claim(session, case_id)
    must_be_taken(case)
    contact = the_caller(session, case_id, contact_id)
    say_safe(session, case, ticked=safe, who=who, now=now, version=version)
    words = checked(session, body)
    sent = {"case_id": case_id, "by": who, "contact_id": contact.id, "body": words}
    waits = {"state": QUEUED, "attempts": 0, "created_at": now, "send_after": now, "give_up_at": now + GIVE_UP}
    row = write_once(session, CaseMessage, form_id, sent=sent, besides=waits)
    if row is None:
        return
    session.add(event(case_id, "message.state", now=now, subject=row, after=QUEUED, who=who))
    forget_draft(session, case_id, who, "message")
    ask(session, "send_message", row)


def checked(session: Session, body: str) -> str:
    """As it will be sent. Raises Unusable for nothing, and for too much."""
    words = unicodedata.normalize("NFC", body.strip().replace("\r\n", "\n"))
    words = words if city(session).accents else texts.without_marks(words)
    if not words or segments(words) > MOST_SEGMENTS:
        raise Unusable("message_length", "body")
    return words


def settle(
    session: Session, message: CaseMessage, state: NotificationState, *, now: datetime, why: str | None = None
) -> None:
    """Of a locked message. One that has failed stays so: what is told late changes nothing."""
    if message.state in {state, FAILED}:
        return
    session.add(
        event(message.case_id, "message.state", now=now, subject=message.id, before=message.state, after=state, why=why)
    )
    message.state, message.claimed_until, message.error = state, None, why
    session.add(message)


def confirm(session: Session, row: int, sid: str, *, now: datetime) -> bool:
    """The network has it, under this SID. False when it has it twice."""
    message = locked(session, CaseMessage, row)
    if message.sid is None:
        message.sid, message.sent_at, message.unsure_since = sid, now, None
        settle(session, message, SENT, now=now)
        session.add(message)
    return message.sid == sid


def message_went(session: Session, row: int, status: StatusChanged, *, now: datetime) -> None:
    """The network tells how it went; once, that it has reached the telephone."""
    if session.get(CaseMessage, row) is None or not confirm(session, row, status.sid, now=now):
        return
    message = locked(session, CaseMessage, row)
    if status.state == LineState.FAILED:
        settle(session, message, FAILED, now=now, why=f"{status.word} {status.error}".strip())
    elif status.word == "delivered" and message.state == SENT and not was_delivered(session, message):
        session.add(event(message.case_id, "message.delivered", now=now, subject=row))


def was_delivered(session: Session, message: CaseMessage) -> bool:
    return message.id in delivered_of(session, message.case_id)


def delivered_of(session: Session, case_id: int) -> set[int | None]:
    """Messages of this case that have reached a telephone; that does not mean that somebody has read them."""
    told = select(CaseEvent.subject).where(CaseEvent.case_id == case_id, CaseEvent.what == "message.delivered")
    return set(session.exec(told).all())
