"""A call back through the hotline's number, as it is written down: the officer is rung, then the caller.

The row is the truth. What the network tells late, twice or out of order changes nothing.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.alerts.offers import offer_free_officer
from hotline.callback_lines import NOT_YET
from hotline.db import locked
from hotline.models import Callback, CallbackState, CaseEvent, event

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
OFFICER_WAITS = LASTS[QUEUED] + LASTS[RINGING_OFFICER]
"""Who asked for a call back and is rung by it later than that has turned to something else."""
UNANSWERED, NOBODY, MACHINE, UNKNOWN = "officer_unanswered", "caller_unanswered", "machine", "never_told"


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
    if state != before or state == RINGING_CALLER:  # who rings once more does it by hand
        session.add(
            event(callback.case_id, "callback.state", now=now, subject=row, before=before, after=state, why=why)
        )
    session.flush()
    if callback.ended_at and before not in NOT_YET:
        offer_free_officer(session, callback.officer, now=now)
    return True


def is_over(session: Session, row: int, *, now: datetime) -> bool:
    """Whether nobody is to be called for it any more. One that has come too late to its officer ends by that."""
    callback = locked(session, Callback, row)
    if callback.state in NOT_YET and now >= callback.created_at + OFFICER_WAITS:
        go_to(session, row, FAILED, now=now, why=UNKNOWN)
    return callback.ended_at is not None


def end(session: Session, row: int, *, now: datetime, why: str = UNANSWERED) -> None:
    """The officer's call is over. `why`: what that means if nothing else is known and nobody has talked."""
    if not go_to(session, row, ENDED, now=now):
        go_to(session, row, FAILED, now=now, why=locked(session, Callback, row).error or why)


def talked(session: Session, row: int, *, seconds: int, now: datetime) -> None:
    """The talk with the caller is over, also one that had been given up because nothing was heard of it."""
    go_to(session, row, CONNECTED, now=now)
    if go_to(session, row, ENDED, now=now):
        return
    callback = locked(session, Callback, row)
    if callback.state == FAILED and callback.error in {UNKNOWN, UNANSWERED}:
        callback.state, callback.error, callback.ended_at = ENDED, None, now
        callback.connected_at = now - timedelta(seconds=seconds)
        session.add(callback)
        session.add(event(callback.case_id, "callback.state", now=now, subject=row, before=FAILED, after=ENDED))
        session.flush()
        offer_free_officer(session, callback.officer, now=now)


def missed(session: Session, row: int, why: str, *, now: datetime) -> None:
    """The caller was not reached. The officer is still on the line, and may try once more."""
    callback = locked(session, Callback, row)
    if callback.ended_at is None and callback.state == RINGING_CALLER:
        callback.error, callback.stale_at = callback.error or why, now + LASTS[RINGING_CALLER]
        session.add(callback)


def dials(session: Session, callback: Callback) -> int:
    """How many times the caller has been rung for it, as its log tells. Only of the last time news is news."""
    rung = select(func.count()).where(
        CaseEvent.case_id == callback.case_id,
        CaseEvent.what == "callback.state",
        CaseEvent.subject == callback.id,
        CaseEvent.after == RINGING_CALLER,
        col(CaseEvent.why).is_distinct_from(MACHINE),
    )
    return session.exec(rung).one()


def picked_up(session: Session, row: int, dial: int, *, now: datetime) -> None:
    """The officer is with the caller; unless that is known to be a machine in their place."""
    callback = locked(session, Callback, row)
    if dial == dials(session, callback) and callback.error != MACHINE:
        go_to(session, row, CONNECTED, now=now)


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
