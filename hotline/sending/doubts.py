"""Orders of which nobody knows whether the network took them: looked for there before they are given again.

The answer was lost, or the process died between the order and its record. Whatever the network has ordered to the
officer's number since, and no row knows, is taken for it. When the network can't be asked, it is ordered again:
called twice is a nuisance, never called is a failure.
"""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.alerts.endings import call_went, text_went
from hotline.callback_lines import callback_in_doubt
from hotline.db import lock_word
from hotline.errors import TelephonyError
from hotline.models import AlarmNotice, Notification, NotificationState
from hotline.notifications import adopt
from hotline.phone_test_lines import phone_test_in_doubt
from hotline.sending.claim import Order
from hotline.sending.known_sids import is_known
from hotline.service import Service
from hotline.telephony import CallAtProvider, MessageAtProvider, Telephony
from routing.models import Channel
from webhooks.events import StatusChanged

log = logging.getLogger(__name__)

CLOCKS_APART = timedelta(seconds=5)
"""The network tells whole seconds, by a clock of its own."""


def was_taken(service: Service, order: Order) -> bool:
    """Whether the network has this order already; then the notification is settled by what became of it."""
    try:
        candidates = _ask(service.telephony, order)
    except TelephonyError as error:
        log.warning("an order in doubt could not be looked up (%s): it is given again", error)
        return False
    with service.transaction() as session:
        now = service.clock.now()
        if order.channel == Channel.CALL and _another_is_in_doubt(session, order, now=now):
            return False
        return any(_take(session, order, status, now=now) for status in candidates)


def _ask(telephony: Telephony, order: Order) -> list[StatusChanged]:
    if order.channel == Channel.CALL:
        calls = [call for call in telephony.calls_ordered(order.phone) if _is_since(order, call.started_at)]
        return [_status(call) for call in sorted(calls, key=lambda call: call.ended_at is not None)]  # live ones first
    texts = telephony.texts_ordered(order.phone)
    return [_status(one) for one in texts if one.body == order.body and _is_since(order, one.sent_at)]


def _is_since(order: Order, moment: datetime) -> bool:
    return order.unsure_since is not None and moment >= order.unsure_since - CLOCKS_APART


def _status(found: CallAtProvider | MessageAtProvider) -> StatusChanged:
    return StatusChanged.said(found.sid, found.status, found.error if isinstance(found, MessageAtProvider) else "")


def _take(session: Session, order: Order, status: StatusChanged, *, now: datetime) -> bool:
    """Adopt what was found, unless another row has it; of two that look at once, one gets it."""
    lock_word(session, status.sid)
    if is_known(session, status.sid, besides=(Notification, order.notification)):
        return False
    if not adopt(session, order.notification, status.sid, now=now):
        return False
    went = call_went if order.channel == Channel.CALL else text_went
    went(session, order.notification, status, now=now)
    return True


def _another_is_in_doubt(session: Session, order: Order, *, now: datetime) -> bool:
    """Whether a call found there may as well be one for another reason: about an alarm, a call back, a test."""
    officer = session.get_one(Notification, order.notification).officer
    return (
        _alarm_is_in_doubt(session, order)
        or callback_in_doubt(session, officer, now=now)
        or phone_test_in_doubt(session, officer, now=now)
    )


def _alarm_is_in_doubt(session: Session, order: Order) -> bool:
    in_doubt = select(AlarmNotice.id).where(
        AlarmNotice.phone == order.phone,
        AlarmNotice.channel == Channel.CALL,
        AlarmNotice.state == NotificationState.QUEUED,
        col(AlarmNotice.sid).is_(None),
        AlarmNotice.attempts > 0,
    )
    return session.exec(in_doubt.limit(1)).first() is not None
