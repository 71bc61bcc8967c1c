"""Machines that answer in a caller's place: officers are taken off them, and nothing is left on them."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from hotline.casework.callbacks import CONNECTED, ENDED, FAILED, LASTS, MACHINE, RINGING_CALLER, dials
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Callback, event
from hotline.sending import claim_time
from hotline.service import Service
from hotline.wakeups import ask

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=1)


def met_a_machine(session: Session, row: int, dial: int, *, now: datetime) -> None:
    """What had answered was no human: the officer is told, and nothing is left on it. Told late, only the record."""
    callback = locked(session, Callback, row)
    is_known = callback.error == MACHINE or dial != dials(session, callback)
    if callback.state not in {RINGING_CALLER, CONNECTED, ENDED} or is_known:
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


def is_on_machine() -> ColumnElement[bool]:
    """Where an officer is on a machine's line, and `send_after` says when to take them off it."""
    return (col(Callback.error) == MACHINE) & col(Callback.ended_at).is_(None)


def leave_machine(service: Service, row: int) -> None:
    """Take the officer off a machine that has answered, and tell them so."""
    now = service.clock.now()
    with service.transaction() as session:
        sid = _claim(session, row, until=now + claim_time(service.settings), now=now)
    if sid is None:
        return
    try:
        service.telephony.redirect(sid, url=service.addresses.callback_missed(row))
    except TelephonyError as error:
        if not error.permanent:
            log.warning("an officer could not be taken off a machine (%s); trying again", error)
            with service.transaction() as session:
                _try_again(session, row, at=service.clock.now() + AGAIN)
            return
    with service.transaction() as session:
        left_machine(session, row)


def _claim(session: Session, row: int, *, until: datetime, now: datetime) -> str | None:
    """The officer's call. Tried again after `until` if this process dies."""
    sid: str | None = session.exec(
        update(Callback)
        .where(col(Callback.id) == row, is_on_machine(), col(Callback.send_after) <= now)
        .values(send_after=until)
        .returning(col(Callback.sid))
    ).scalar_one_or_none()
    return sid


def _try_again(session: Session, row: int, *, at: datetime) -> None:
    """Unless the officer has come off it: then only the answer was lost."""
    waits = update(Callback).where(col(Callback.id) == row, is_on_machine(), col(Callback.send_after).is_not(None))
    session.exec(waits.values(send_after=at))


def left_machine(session: Session, row: int) -> None:
    """The officer is off it, or their call is over."""
    callback = locked(session, Callback, row)
    if callback.error == MACHINE:
        callback.send_after = None
        session.add(callback)
