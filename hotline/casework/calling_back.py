"""Rings the officer for a call back: claims it, orders the call, and writes down what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from hotline.callback_lines import GAVE_WAY, is_rung_for_an_alert
from hotline.casework.callbacks import FAILED, QUEUED, RINGING_OFFICER, UNKNOWN, go_to, take_sid
from hotline.db import lock_word, locked
from hotline.errors import TelephonyError
from hotline.models import Callback
from hotline.queued import is_due
from hotline.safety import safely
from hotline.sending import claim_time
from hotline.sending.doubts import CLOCKS_APART
from hotline.sending.known_sids import is_known
from hotline.service import Service
from hotline.telephony import CallAtProvider
from routing.models import Officer

RING_SECONDS = 30
AGAIN = timedelta(seconds=1)


@dataclass(frozen=True)
class Order:
    """One claimed call back."""

    callback: int
    phone: str
    asked_at: datetime
    stale_at: datetime
    """From then on a call is only looked for: nobody waits for it any more."""
    in_doubt: bool
    """It may have been ordered before by a process that did not tell."""


def call_back(service: Service, row: int) -> None:
    """Ring the officer if it is due, unless another process does, or the network does already."""
    now = service.clock.now()
    with service.transaction() as session:
        order = _claim(session, row, until=now + 2 * claim_time(service.settings), now=now)
    if order is None or (order.in_doubt and _was_taken(service, order)):
        return
    if service.clock.now() < order.stale_at:
        _ring(service, order)
        return
    with service.transaction() as session:  # the service had stood still
        _give_up(session, row, now=service.clock.now())


def _ring(service: Service, order: Order) -> None:
    try:
        sid = service.telephony.ring(
            order.phone,
            answer_url=service.addresses.callback(order.callback),
            status_url=service.addresses.callback_status(order.callback),
            fallback_url=service.addresses.callback_fallback,
            seconds=RING_SECONDS,
        )
    except TelephonyError as error:
        with service.transaction() as session:
            _try_again_or_give_up(session, order, error, now=service.clock.now())
        return
    with service.transaction() as session:
        is_wanted = _confirm(session, order.callback, sid, now=service.clock.now())
    if not is_wanted:
        safely(service.telephony.stop_ringing, sid)


def _claim(session: Session, row: int, *, until: datetime, now: datetime) -> Order | None:
    callback = locked(session, Callback, row)
    in_doubt = callback.claimed_until is not None
    claimed = session.exec(
        update(Callback)
        .where(col(Callback.id) == row, is_due(Callback, now))
        .values(claimed_until=until)
        .returning(col(Callback.id))
    ).scalar_one_or_none()
    if claimed is None:
        return None
    if is_rung_for_an_alert(session, callback.officer):
        go_to(session, row, FAILED, now=now, why=GAVE_WAY)
        return None
    officer = session.get_one(Officer, callback.officer)
    return Order(row, officer.phone, callback.created_at, callback.stale_at or now, in_doubt)


def _give_up(session: Session, row: int, *, now: datetime) -> None:
    """Unless the network has named it meanwhile."""
    callback = locked(session, Callback, row)
    if callback.state == QUEUED and callback.sid is None:
        go_to(session, row, FAILED, now=now, why=UNKNOWN)


def _confirm(session: Session, row: int, sid: str, *, now: datetime) -> bool:
    """False when the call is of no use any more: it gave way meanwhile, or was ordered twice."""
    if not take_sid(session, row, sid):
        return False
    go_to(session, row, RINGING_OFFICER, now=now)
    return locked(session, Callback, row).ended_at is None


def _was_taken(service: Service, order: Order) -> bool:
    """Whether the network rings already. When it can't be asked, it is ordered again, if that is not too late."""
    try:
        calls = service.telephony.calls_ordered(order.phone)
    except TelephonyError:
        return False
    with service.transaction() as session:
        return any(_take(session, order, call, now=service.clock.now()) for call in calls if call.ended_at is None)


def _take(session: Session, order: Order, call: CallAtProvider, *, now: datetime) -> bool:
    if call.started_at < order.asked_at - CLOCKS_APART:
        return False
    lock_word(session, call.sid)
    if is_known(session, call.sid, besides=(Callback, order.callback)):
        return False
    return _confirm(session, order.callback, call.sid, now=now)


def _try_again_or_give_up(session: Session, order: Order, error: TelephonyError, *, now: datetime) -> None:
    """Its officer waits with the page open: tried again for as long as it may be queued, then they are told."""
    callback = locked(session, Callback, order.callback)
    if callback.state != QUEUED or callback.sid is not None:
        return
    if error.permanent or now >= (callback.stale_at or now):
        go_to(session, order.callback, FAILED, now=now, why=str(error))
        return
    callback.send_after = now + AGAIN
    # without a claim nothing is in doubt
    callback.claimed_until = now if error.unsure else None
    session.add(callback)
