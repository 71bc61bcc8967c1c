"""Calls back whose end nobody has told: until it is known, alerts pass their officer over.

What the network has is the officer's own leg. Whether anybody talked on it is known from what was told before.
"""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.callback_lines import TALKING
from hotline.casework import callbacks
from hotline.casework.callbacks import CONNECTED, LASTS
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Callback
from hotline.safety import safely
from hotline.service import Service

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
ASKED_FOR = timedelta(minutes=10)
"""How long a network that does not answer is asked again. Then a call back of which nothing is heard counts as over."""


def settle_callbacks(service: Service) -> None:
    """Ask the network about each call back that may be under way. Raises TelephonyError."""
    with service.transaction() as session:
        under_way = select(Callback).where(col(Callback.ended_at).is_(None), col(Callback.sid).is_not(None))
        calls = session.exec(under_way.order_by(col(Callback.stale_at)).limit(MOST_AT_ONCE)).all()
    for callback in calls:
        found = service.telephony.call(callback.sid or "")
        if found and found.ended_at is not None:
            log.warning("the end of a call back, never told, was found at the telephone network")
            safely(_end, service, callback.id)


def _end(service: Service, row: int) -> None:
    with service.transaction() as session:
        callbacks.end(session, row, now=service.clock.now(), why=callbacks.UNKNOWN)


def settle_silent_callback(service: Service, row: int) -> None:
    """Nothing more was heard of it: over, or they talk and what told so was lost.

    What can't be asked stays due: the watch loop comes back.
    """
    now = service.clock.now()
    with service.transaction() as session:
        callback = _silent(session, row, now=now)
    if callback is None:
        return
    try:
        is_there = _may_be_there(callback, now=now) and _is_there(service, callback)
    except TelephonyError:
        if callback.stale_at and now < callback.stale_at + ASKED_FOR:
            return
        is_there = False
    with service.transaction() as session:
        _believe(session, row, is_there=is_there, now=now)


def _silent(session: Session, row: int, *, now: datetime) -> Callback | None:
    callback = locked(session, Callback, row)
    is_silent = callback.ended_at is None and callback.stale_at is not None and callback.stale_at <= now
    return callback if is_silent else None


def _may_be_there(callback: Callback, *, now: datetime) -> bool:
    """The network ends a talk by itself after so long: what it still has then, it has forgotten to end."""
    return callback.state in TALKING and now < callback.created_at + LASTS[CONNECTED]


def _is_there(service: Service, callback: Callback) -> bool:
    found = service.telephony.call(callback.sid or "")
    return found is not None and found.ended_at is None


def _believe(session: Session, row: int, *, is_there: bool, now: datetime) -> None:
    """Of one of which nothing was heard even while the network was asked."""
    callback = _silent(session, row, now=now)
    if callback is None:
        return
    if is_there:
        callback.stale_at = now + LASTS[callback.state]
        session.add(callback)
    else:
        callbacks.end(session, row, now=now, why=callbacks.UNKNOWN)
