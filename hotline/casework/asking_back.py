"""An officer asks to call a caller back."""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline.callback_lines import is_rung_for_an_alert
from hotline.casework.callbacks import LASTS, QUEUED
from hotline.casework.callers import the_caller
from hotline.casework.changing import claim, must_be_taken
from hotline.casework.contact_safety import say_safe
from hotline.casework.marks import must_be_the_same, write_once
from hotline.casework.refusals import Refused
from hotline.contacts import is_on_the_line
from hotline.db import lock_word
from hotline.models import Callback, event
from hotline.wakeups import ask


def ask_for_callback(
    session: Session,
    case_id: int,
    contact_id: int,
    *,
    safe: bool,
    who: str,
    form_id: str,
    now: datetime,
    version: int,
) -> None:
    """Ring this officer, then the caller. The same form sent twice rings once. Raises Refused."""
    case = claim(session, case_id)
    if session.exec(select(Callback.id).where(Callback.form_id == form_id)).first() is not None:
        must_be_the_same(session, Callback, form_id, case_id=case_id, officer=who, contact_id=contact_id)
        return
    must_be_taken(case)
    contact = the_caller(session, case_id, contact_id)
    if is_on_the_line(session, case_id):
        raise Refused("caller_on_line_already")
    say_safe(session, case, ticked=safe, who=who, now=now, version=version)
    _must_be_free(session, who)
    sent = {"case_id": case_id, "contact_id": contact.id, "officer": who}
    waits = {"state": QUEUED, "created_at": now, "send_after": now, "stale_at": now + LASTS[QUEUED]}
    row = write_once(session, Callback, form_id, sent=sent, besides=waits)
    if row is not None:
        session.add(event(case_id, "callback.state", now=now, subject=row, after=QUEUED, who=who))
        ask(session, "call_back", row)


def _must_be_free(session: Session, officer: str) -> None:
    """One call at a time, also when two buttons are pressed at once."""
    lock_word(session, f"calls back {officer}")
    running = select(Callback.id).where(Callback.officer == officer, col(Callback.ended_at).is_(None))
    if session.exec(running.limit(1)).first() is not None or is_rung_for_an_alert(session, officer):
        raise Refused("line_busy")
