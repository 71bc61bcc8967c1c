"""A caller of whom nothing more was heard: gone, or on the line and only what tells of them was lost."""

from datetime import datetime, timedelta

from sqlmodel import Session

from hotline import contacts
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.intake.call import end_call
from hotline.models import Contact, ContactState, Stage
from hotline.reconciliation.inbound import end_call_as_there
from hotline.service import Service

ASKED_FOR = timedelta(minutes=10)
"""How long a network that does not answer is asked again. Then the caller counts as gone until they are heard of."""

LONGEST_CALL = timedelta(hours=4)
"""The network ends a talk by itself after that time. What it still has then, it has forgotten to end."""


def settle_silent_caller(service: Service, contact_id: int) -> None:
    """Ask the network whether they are still there. What can't be asked stays due: the watch loop comes back."""
    now = service.clock.now()
    with service.transaction() as session:
        contact = _silent(session, contact_id, now=now)
    if contact is None:
        return
    try:
        call = service.telephony.call(contact.sid)
    except TelephonyError:
        if contact.stale_at and now < contact.stale_at + ASKED_FOR:
            return
        call = None
    if call and call.ended_at:
        end_call_as_there(service, contact, call)
    else:
        is_there = call is not None and now < contact.started_at + LONGEST_CALL
        _believe(service, contact_id, is_there=is_there, now=now)


def _silent(session: Session, contact_id: int, *, now: datetime) -> Contact | None:
    contact = locked(session, Contact, contact_id)
    is_silent = contact.state == ContactState.OPEN and contact.stale_at is not None and contact.stale_at <= now
    return contact if is_silent else None


def _believe(service: Service, contact_id: int, *, is_there: bool, now: datetime) -> None:
    """What the network has told of one of whom nothing was heard even while it was asked."""
    with service.transaction() as session:
        contact = _silent(session, contact_id, now=now)
        if contact is None:
            return
        if not is_there:
            end_call(session, contact, now=now, why="nothing more was heard", presumed=True)
            return
        contacts.hear_from(session, contact, now=now)
        if contact.stage in {Stage.DESK, Stage.NATIONAL}:  # nobody is rung for so long: they talk
            contacts.mark_answered(session, contact, Stage.TALKING_ELSEWHERE, by=None, now=now)
