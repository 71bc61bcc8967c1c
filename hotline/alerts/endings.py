"""What becomes of a notification when the network tells how its call or text went, whoever asked or was told."""

from datetime import datetime

from sqlmodel import Session

from hotline.alerts.lines import line_ended, text_failed
from hotline.errors import TelephonyError
from hotline.models import Notification, NotificationState
from hotline.telephony.refusals import cannot_be_reached
from routing.models import Channel
from webhooks.events import LineState, StatusChanged

_MEANING = {
    LineState.ENDED: NotificationState.UNANSWERED,
    LineState.UNANSWERED: NotificationState.UNANSWERED,
    LineState.CANCELLED: NotificationState.UNANSWERED,
    LineState.FAILED: NotificationState.FAILED,
}
"""What the end of an officer's call means if no key was pressed."""


def call_went(session: Session, notification_id: int, status: StatusChanged, *, now: datetime) -> None:
    """Only the end of the call counts. That it was answered means nothing: a voicemail answers too."""
    if status.state not in _MEANING:
        return
    word = status.word if status.state in {LineState.FAILED, LineState.UNANSWERED} else None
    line_ended(session, notification_id, _MEANING[status.state], now=now, error=_explain(word, status))
    _note_refusal(session, notification_id, status)


def text_went(session: Session, notification_id: int, status: StatusChanged, *, now: datetime) -> None:
    """Only a failure counts: that a text was delivered does not mean that somebody has read it."""
    if status.state == LineState.FAILED:
        text_failed(session, notification_id, now=now, error=_explain(status.word, status) or "failed")
        _note_refusal(session, notification_id, status)


def gave_up(session: Session, notification_id: int, error: TelephonyError, *, now: datetime) -> None:
    """The network does not take the order: for good, or not within the time of the step."""
    notification = session.get_one(Notification, notification_id)
    if notification.channel == Channel.CALL:
        line_ended(session, notification_id, NotificationState.FAILED, now=now, error=str(error))
    else:
        text_failed(session, notification_id, now=now, error=str(error))
    notification.refused = error.permanent
    session.add(notification)


def _note_refusal(session: Session, notification_id: int, status: StatusChanged) -> None:
    if status.state == LineState.FAILED and cannot_be_reached(status.error):
        notification = session.get_one(Notification, notification_id)
        notification.refused = True
        session.add(notification)


def _explain(word: str | None, status: StatusChanged) -> str | None:
    return f"{word}, code {status.error}" if word and status.error else word
