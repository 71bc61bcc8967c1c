"""What became of our own calls and texts, where nobody has told.

Until the end of an officer's call is known, they count as on the line, and nobody rings them. A text that never
arrived leaves its owner unaware of what a child has written since.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline.alerts.endings import call_went, text_went
from hotline.casework.messages import message_went
from hotline.models import CaseMessage, Notification, NotificationState
from hotline.notifications import on_line
from hotline.reconciliation.callbacks import settle_callbacks
from hotline.safety import safely
from hotline.service import Service
from hotline.telephony import CallAtProvider, MessageAtProvider
from webhooks.events import LineState, StatusChanged

log = logging.getLogger(__name__)

Table = type[Notification] | type[CaseMessage]
Went = Callable[..., None]
"""Takes in how a text of one table went."""

MOST_AT_ONCE = 200
TOLD_WITHIN = timedelta(seconds=10)
"""After its ringing, the network has that long to tell how a call ended, before it is asked."""


def settle_officers_calls(service: Service, *, now: datetime) -> None:
    """Ask the network about each call that should have ended, or may have. Raises TelephonyError."""
    with service.transaction() as session:
        doubtful = _doubtful(session, now=now)
    for notification in doubtful:
        found = service.telephony.call(notification.sid or "")
        if found and found.ended_at is not None:
            safely(_settle, service, notification.id, found)
    settle_callbacks(service)


def _doubtful(session: Session, *, now: datetime) -> list[Notification]:
    """Those that ring for too long, and all that talk or should have said goodbye: hours may go by on one of them."""
    calls = (
        select(Notification)
        .where(on_line(), col(Notification.sid).is_not(None))
        .order_by(col(Notification.line_stale_at))
        .limit(MOST_AT_ONCE)
    )
    return [call for call in session.exec(calls).all() if not _still_rings(call, now=now)]


def _still_rings(call: Notification, *, now: datetime) -> bool:
    rings_until = (call.sent_at or call.created_at) + timedelta(seconds=call.ring_seconds) + TOLD_WITHIN
    return call.state == NotificationState.SENT and now < rings_until


def _settle(service: Service, notification: int, found: CallAtProvider) -> None:
    log.warning("the end of an officer's call, never told, was found at the telephone network")
    with service.transaction() as session:
        status = StatusChanged.said(found.sid, found.status)
        call_went(session, notification, status, now=service.clock.now())


def settle_texts(service: Service, *, since: datetime) -> None:
    """Find the texts since then that count as sent and have failed. Raises TelephonyError."""
    for page in service.telephony.texts_sent(since=since):
        failed = {text.sid: status for text in page if (status := _status(text)).state == LineState.FAILED}
        for table, went in ((Notification, text_went), (CaseMessage, message_went)):
            with service.transaction() as session:
                unaware = _unaware(session, table, failed)
            for row, sid in unaware:
                safely(_settle_text, service, went, row, failed[sid or ""])


def _unaware(session: Session, table: Table, sids: Collection[str]) -> Sequence[tuple[int, str | None]]:
    """Rows that count as sent under one of these SIDs."""
    believed = select(table.id, table.sid).where(table.state == NotificationState.SENT)
    return session.exec(believed.where(col(table.sid).in_(sids))).all()


def _status(text: MessageAtProvider) -> StatusChanged:
    return StatusChanged.said(text.sid, text.status, text.error)


def _settle_text(service: Service, went: Went, row: int, status: StatusChanged) -> None:
    log.warning("the failure of a text, never told, was found at the telephone network")
    with service.transaction() as session:
        went(session, row, status, now=service.clock.now())
