"""Sends one text to an officer about their hours or account; never twice.

An order of which nobody knows whether it was taken is looked up before it is given again. It is no matter of a
child's safety, so that one in doubt waits until the network can be asked, and in the end is not sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import OfficerText
from hotline.officer_texts import FAILED, SENT
from hotline.queued import claim
from hotline.sending.claim import claim_time
from hotline.sending.delivery import pause
from hotline.sending.doubts import CLOCKS_APART
from hotline.service import Service


@dataclass(frozen=True)
class Order:
    """One claimed text."""

    row: int
    phone: str
    body: str
    attempts: int
    unsure_since: datetime | None


def text_officer(service: Service, row: int) -> None:
    """Send it if it is due, unless another process does, or the network has it already."""
    now = service.clock.now()
    with service.transaction() as session:
        order = _claim(session, row, until=now + 2 * claim_time(service.settings), now=now)
    if order is None:
        return
    try:
        sid = _sid_of(service, order)
    except TelephonyError as error:
        with service.transaction() as session:
            _try_again_or_give_up(session, order, error, now=service.clock.now())
        return
    with service.transaction() as session:
        text = locked(session, OfficerText, row)
        text.state, text.sid, text.sent_at, text.claimed_until = SENT, sid, service.clock.now(), None
        session.add(text)


def _claim(session: Session, row: int, *, until: datetime, now: datetime) -> Order | None:
    text = claim(session, OfficerText, row, until=until, now=now)
    if text is None:
        return None
    if now >= text.give_up_at:  # the service had stood still
        text.state, text.error = FAILED, "late"
        return None
    order = Order(row, text.phone, text.body, text.attempts, text.unsure_since)
    text.unsure_since = text.unsure_since or now
    return order


def _sid_of(service: Service, order: Order) -> str:
    """Of the text that the network has of this order by now. Raises TelephonyError."""
    since = order.unsure_since
    if since is not None:
        for text in service.telephony.texts_ordered(order.phone):
            if text.body == order.body and text.sent_at >= since - CLOCKS_APART:
                return text.sid
    return service.telephony.text(order.phone, order.body, status_url=service.addresses.code_status)


def _try_again_or_give_up(session: Session, order: Order, error: TelephonyError, *, now: datetime) -> None:
    text = locked(session, OfficerText, order.row)
    text.claimed_until, text.error = None, str(error)
    if error.permanent:
        text.state = FAILED
    else:
        text.send_after = now + pause(order.attempts, error) + timedelta(seconds=1)
    if not error.unsure:
        text.unsure_since = order.unsure_since
    session.add(text)
