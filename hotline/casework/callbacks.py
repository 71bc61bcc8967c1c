"""A call back through the hotline's number, as it is written down: the officer is rung, then the caller.

The row is the truth. What the network tells late, twice or out of order changes nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.alerts.offers import offer_free_officer
from hotline.callback_lines import NOT_YET, is_rung_for_an_alert
from hotline.casework.callers import the_caller
from hotline.casework.changing import claim, must_be_taken
from hotline.casework.contact_safety import say_safe
from hotline.casework.refusals import Refused
from hotline.contacts import is_on_the_line
from hotline.db import lock_word, locked
from hotline.models import Callback, CallbackState, event
from hotline.wakeups import ask

QUEUED, RINGING_OFFICER, RINGING_CALLER, CONNECTED, ENDED, FAILED = CallbackState

MAY_COME_FROM = {
    RINGING_OFFICER: (QUEUED,),
    RINGING_CALLER: (QUEUED, RINGING_OFFICER, RINGING_CALLER),
    CONNECTED: (RINGING_CALLER,),
    ENDED: (CONNECTED,),
    FAILED: (QUEUED, RINGING_OFFICER, RINGING_CALLER),
}
"""The states from which each state may be entered."""
LASTS = {
    QUEUED: timedelta(minutes=1),
    RINGING_OFFICER: timedelta(minutes=2),
    RINGING_CALLER: timedelta(minutes=2),
    CONNECTED: timedelta(hours=4),
}
"""How long after its last news a call back counts as over, should the network not tell."""
UNANSWERED, NOBODY, MACHINE, UNKNOWN = "officer_unanswered", "caller_unanswered", "machine", "never_told"


def ask_for_callback(
    session: Session, case_id: int, contact_id: int, *, safe: bool, who: str, form_id: str, now: datetime
) -> None:
    """Ring this officer, then the caller. The same form sent twice rings once. Raises Refused."""
    if session.exec(select(Callback.id).where(Callback.form_id == form_id)).first() is not None:
        return
    case = claim(session, case_id)
    must_be_taken(case)
    contact = the_caller(session, case_id, contact_id)
    if is_on_the_line(session, case_id):
        raise Refused("caller_on_line_already")
    say_safe(session, case, ticked=safe, who=who, now=now)
    _must_be_free(session, who)
    new = insert(Callback).values(
        case_id=case_id,
        contact_id=contact.id,
        officer=who,
        form_id=form_id,
        state=QUEUED,
        created_at=now,
        send_after=now,
        stale_at=now + LASTS[QUEUED],
    )
    row = session.connection().scalar(
        new.on_conflict_do_nothing(index_elements=[col(Callback.form_id)]).returning(col(Callback.id))
    )
    if row is not None:
        session.add(event(case_id, "callback.state", now=now, subject=row, after=QUEUED, who=who))
        ask(session, "call_back", row)


def _must_be_free(session: Session, officer: str) -> None:
    """One call at a time, also when two buttons are pressed at once."""
    lock_word(session, f"calls back {officer}")
    running = select(Callback.id).where(Callback.officer == officer, col(Callback.ended_at).is_(None))
    if session.exec(running.limit(1)).first() is not None or is_rung_for_an_alert(session, officer):
        raise Refused("line_busy")


def go_to(
    session: Session, row: int, state: CallbackState, *, now: datetime, why: str | None = None, sid: str | None = None
) -> bool:
    """Move a call back to a state, if it may go there from where it is."""
    callback = locked(session, Callback, row)
    before = callback.state
    if callback.ended_at is not None or before not in MAY_COME_FROM[state]:
        return False
    callback.state, callback.claimed_until = state, None
    callback.sid = callback.sid or sid
    if state in LASTS:
        callback.stale_at = now + LASTS[state]
    else:
        callback.ended_at, callback.error = now, why
    if state == RINGING_CALLER:
        callback.error = callback.send_after = None
    if state == CONNECTED:
        callback.connected_at = now
    session.add(callback)
    if state != before:
        session.add(
            event(callback.case_id, "callback.state", now=now, subject=row, before=before, after=state, why=why)
        )
    session.flush()
    if callback.ended_at and before not in NOT_YET:
        offer_free_officer(session, callback.officer, now=now)
    return True


def end(session: Session, row: int, *, now: datetime, why: str = UNANSWERED) -> None:
    """The officer's call is over. `why`: what that means if nothing else is known and nobody has talked."""
    if not go_to(session, row, ENDED, now=now):
        go_to(session, row, FAILED, now=now, why=locked(session, Callback, row).error or why)


def missed(session: Session, row: int, why: str, *, now: datetime) -> None:
    """The caller was not reached. The officer is still on the line, and may try once more."""
    callback = locked(session, Callback, row)
    if callback.ended_at is None and callback.state == RINGING_CALLER:
        callback.error, callback.stale_at = callback.error or why, now + LASTS[RINGING_CALLER]
        session.add(callback)


def met_a_machine(session: Session, row: int, *, now: datetime) -> None:
    """What had answered was no human: the officer is told, and nothing is left on it. Told late, only the record."""
    callback = locked(session, Callback, row)
    if callback.state not in {RINGING_CALLER, CONNECTED, ENDED} or callback.error == MACHINE:
        return
    before, after = callback.state, RINGING_CALLER if callback.ended_at is None else FAILED
    callback.state, callback.error, callback.connected_at = after, MACHINE, None
    if after == RINGING_CALLER:
        callback.send_after, callback.stale_at = now, now + LASTS[RINGING_CALLER]
        ask(session, "leave_machine", row)
    session.add(callback)
    session.add(
        event(callback.case_id, "callback.state", now=now, subject=row, before=before, after=after, why=MACHINE)
    )


def take_sid(session: Session, row: int, sid: str) -> bool:
    """Whether this call is the call back's. One whose order was never confirmed becomes it now."""
    callback = locked(session, Callback, row)
    callback.sid = callback.sid or sid
    session.add(callback)
    session.flush()
    return callback.sid == sid


def stale_callbacks(session: Session, *, now: datetime) -> list[int]:
    """Those of which nothing more was heard."""
    stale = select(Callback.id).where(col(Callback.ended_at).is_(None), col(Callback.stale_at) <= now)
    return list(session.exec(stale).all())
