"""Takes officers off the machines that have answered in a caller's place: nothing is to be left on them."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import Session, col

from hotline.casework.callbacks import MACHINE, left_machine
from hotline.errors import TelephonyError
from hotline.models import Callback
from hotline.sending import claim_time
from hotline.service import Service

log = logging.getLogger(__name__)

AGAIN = timedelta(seconds=1)


def met_machine() -> ColumnElement[bool]:
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
        .where(col(Callback.id) == row, met_machine(), col(Callback.send_after) <= now)
        .values(send_after=until)
        .returning(col(Callback.sid))
    ).scalar_one_or_none()
    return sid


def _try_again(session: Session, row: int, *, at: datetime) -> None:
    """Unless the officer has come off it: then only the answer was lost."""
    waits = update(Callback).where(col(Callback.id) == row, met_machine(), col(Callback.send_after).is_not(None))
    session.exec(waits.values(send_after=at))
