"""Calls back whose end nobody has told: until it is known, alerts pass their officer over.

What the network has is the officer's own leg. Whether anybody talked on it is known from what was told before.
"""

import logging

from sqlmodel import col, select

from hotline.casework import callbacks
from hotline.models import Callback
from hotline.safety import safely
from hotline.service import Service

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200


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
