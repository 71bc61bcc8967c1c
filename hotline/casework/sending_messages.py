"""Sends one message to a caller: claims it, orders it, and writes down what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from hotline.casework.messages import FAILED, QUEUED, confirm, message_went, settle
from hotline.db import lock_word, locked
from hotline.errors import TelephonyError
from hotline.models import Case, CaseMessage, Contact, NotificationState
from hotline.queued import claim
from hotline.sending import claim_time
from hotline.sending.delivery import pause
from hotline.sending.doubts import CLOCKS_APART
from hotline.sending.known_sids import is_known
from hotline.service import Service
from hotline.telephony import MessageAtProvider
from webhooks.events import StatusChanged

TOO_LATE = "it was too late to send it"


@dataclass(frozen=True)
class Order:
    """One claimed message."""

    message: int
    phone: str
    body: str
    attempts: int
    give_up_at: datetime
    """From then on it is only looked for: who reads it so late may be somebody else."""
    unsure_since: datetime | None
    """It was ordered then, and the network may have taken it."""


def send_message(service: Service, row: int) -> None:
    """Send it if it is due, unless another process does, or the network has it already."""
    now = service.clock.now()
    with service.transaction() as session:
        order = _claim(session, row, until=now + 2 * claim_time(service.settings), now=now)
    if order is None or (order.unsure_since and _was_taken(service, order)):
        return
    if service.clock.now() < order.give_up_at:
        _send(service, order)
        return
    with service.transaction() as session:  # the service had stood still
        _give_up(session, row, now=service.clock.now())


def _send(service: Service, order: Order) -> None:
    try:
        status_url = service.addresses.message_status(order.message)
        sid = service.telephony.text(order.phone, order.body, status_url=status_url)
    except TelephonyError as error:
        with service.transaction() as session:
            _try_again_or_give_up(session, order, error, now=service.clock.now())
        return
    with service.transaction() as session:
        confirm(session, order.message, sid, now=service.clock.now())


def _claim(session: Session, row: int, *, until: datetime, now: datetime) -> Order | None:
    message = claim(session, CaseMessage, row, until=until, now=now)
    if message is None:
        return None
    if session.get_one(Case, message.case_id).callback_safe is not True:  # somebody has just learned better
        settle(session, message, NotificationState.CANCELLED, now=now, why="unsafe")
        return None
    phone = session.get_one(Contact, message.contact_id).caller
    give_up_at = message.give_up_at or now
    order = Order(row, phone, message.body, message.attempts, give_up_at, message.unsure_since)
    if now < give_up_at:
        message.unsure_since = message.unsure_since or now
    session.add(message)
    return order


def _was_taken(service: Service, order: Order) -> bool:
    """Whether the network has it. When it can't be asked, it is sent again, if it is not too late for that."""
    try:
        texts = service.telephony.texts_ordered(order.phone)
    except TelephonyError:
        return False
    with service.transaction() as session:
        return any(_take(session, order, text, now=service.clock.now()) for text in texts)


def _take(session: Session, order: Order, text: MessageAtProvider, *, now: datetime) -> bool:
    since = order.unsure_since
    if since is None or text.body != order.body or text.sent_at < since - CLOCKS_APART:
        return False
    lock_word(session, text.sid)
    if is_known(session, text.sid, besides=(CaseMessage, order.message)):
        return False
    if not confirm(session, order.message, text.sid, now=now):
        return False
    message_went(session, order.message, StatusChanged.said(text.sid, text.status, text.error), now=now)
    return True


def _give_up(session: Session, row: int, *, now: datetime) -> None:
    """Unless the network has named it meanwhile."""
    message = locked(session, CaseMessage, row)
    if message.state == QUEUED:
        settle(session, message, FAILED, now=now, why=TOO_LATE)


def _try_again_or_give_up(session: Session, order: Order, error: TelephonyError, *, now: datetime) -> None:
    message = locked(session, CaseMessage, order.message)
    if message.sid is not None:  # it was taken after all: the network has named it meanwhile
        return
    if error.permanent or now >= (message.give_up_at or now):
        settle(session, message, FAILED, now=now, why=str(error))
        return
    message.send_after = now + pause(order.attempts, error) + timedelta(seconds=1)
    message.claimed_until, message.error = None, str(error)
    if not error.unsure:
        message.unsure_since = order.unsure_since
    session.add(message)
