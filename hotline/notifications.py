"""Notifications: one row for each attempt to reach one officer over one channel, and the states it may go through."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from hotline.db import locked
from hotline.models import Alert, Case, Notification, NotificationState, Purpose, event
from hotline.wakeups import ask
from routing.models import Channel

QUEUED, SENT, ACCEPTED, DECLINED, UNANSWERED, FAILED, CANCELLED = NotificationState
IN_FLIGHT = (QUEUED, SENT)

MAY_COME_FROM = {
    SENT: (QUEUED,),
    ACCEPTED: (QUEUED, SENT, UNANSWERED, FAILED, DECLINED),  # a key pressed is a human, whatever we believed before
    DECLINED: IN_FLIGHT,
    UNANSWERED: IN_FLIGHT,
    FAILED: IN_FLIGHT,
    CANCELLED: IN_FLIGHT,
}
"""The states from which each state may be entered. Late and repeated callbacks change nothing."""

RING_SLACK, TALK_LIMIT, GOODBYE_LIMIT = timedelta(seconds=90), timedelta(hours=4), timedelta(minutes=1)
"""How long after its ringing, its acceptance or its last sentence a call whose end is not told counts as over."""


NEVER_TOLD = "the network never told how it ended"
"""Why a call counts as over that may not be."""


def on_line() -> ColumnElement[bool]:
    """Where a call may still occupy its officer."""
    return (col(Notification.channel) == Channel.CALL) & col(Notification.line_free_at).is_(None)


def is_thought_over(notification: Notification) -> bool:
    """Whether nobody has told that this call was answered and ended: then a key pressed on it tells that it goes on."""
    is_over = notification.state == FAILED or (notification.state == UNANSWERED and notification.error == NEVER_TOLD)
    return is_over and notification.line_free_at is not None


def attempts_of_turn(session: Session, alert: Alert) -> list[Notification]:
    """Everything by which officers are reached in the present turn of an alert."""
    attempts = select(Notification).where(
        Notification.alert_id == alert.id,
        Notification.purpose == Purpose.ALERT,
        Notification.round == alert.round,
        Notification.step == alert.step,
        Notification.turn == alert.turn,
    )
    return list(session.exec(attempts).all())


def settle(
    session: Session,
    notification: Notification,
    state: NotificationState,
    *,
    now: datetime,
    error: str | None = None,
    **values: Any,
) -> bool:
    """Move a notification to a state if it may go there from where it is; False when it may not."""
    session.refresh(notification, with_for_update={"key_share": True})
    before = notification.state
    if before not in MAY_COME_FROM[state]:
        return False
    notification.state, notification.claimed_until = state, None
    notification.error = error or notification.error
    notification.line_stale_at = now + _line_limit(notification, state)
    if state != SENT:
        notification.ended_at = now
    for name, value in values.items():
        setattr(notification, name, value)
    session.add(notification)
    _log(session, notification, before, now=now, why=error)
    return True


def _line_limit(notification: Notification, state: NotificationState) -> timedelta:
    if state == SENT:
        return timedelta(seconds=notification.ring_seconds) + RING_SLACK
    return TALK_LIMIT if state == ACCEPTED else GOODBYE_LIMIT


def _log(
    session: Session, notification: Notification, before: NotificationState, *, now: datetime, why: str | None
) -> None:
    by_officer = notification.state in {ACCEPTED, DECLINED}
    session.add(
        event(
            session.get_one(Alert, notification.alert_id).case_id,
            "notification.state",
            now=now,
            subject=notification.id,
            before=before,
            after=notification.state,
            who=notification.officer if by_officer else None,
            why=why,
        )
    )
    session.flush()


def adopt(session: Session, notification_id: int, sid: str, *, now: datetime) -> bool:
    """Whether this call or message is the notification's. One whose order was never confirmed becomes it now.

    The order was taken although its answer was lost: it must not be given again.
    """
    alert = session.get_one(Alert, session.get_one(Notification, notification_id).alert_id)
    locked(session, Case, alert.case_id)  # case, alert, attempt: the failure of a text may ring for the case
    locked(session, Alert, alert.id)
    return confirm(session, notification_id, sid, now=now)


def confirm(session: Session, notification_id: int, sid: str, *, now: datetime) -> bool:
    """The network has the order, under this SID. False when it has it twice, and the other one is the notification's.

    If the alert was taken meanwhile, the call is hung up at once.
    """
    notification = locked(session, Notification, notification_id)
    if notification.sid is None:
        settle(session, notification, SENT, now=now)
        notification.sid, notification.sent_at, notification.unsure_since = sid, now, None
        if notification.state in {CANCELLED, DECLINED} and notification.channel != Channel.SMS:
            notification.hang_up_after = now
            ask(session, "hang_up", notification.id)
        session.add(notification)
    return notification.sid == sid


def take_line_back(session: Session, notification_id: int) -> None:
    """The officer is on this call after all, unless they are called on another one by now. Its alert is locked."""
    notification = locked(session, Notification, notification_id)
    another = exists().where(col(Notification.officer) == notification.officer, on_line())
    if not is_thought_over(notification) or session.exec(select(another)).one():
        return
    with suppress(IntegrityError), session.begin_nested():  # that other call may be written down at this very moment
        notification.line_free_at = None
        session.add(notification)
    session.refresh(notification)


def say_goodbye(session: Session, notification_id: int, *, now: datetime, talk_is_over: bool = False) -> None:
    """The officer's call ends by itself now; should the network not tell, the line is free in a minute.

    Whoever has accepted may be talking: a repeated webhook alone says nothing about that.
    """
    notification = locked(session, Notification, notification_id)
    if notification.state != ACCEPTED or talk_is_over:
        notification.line_stale_at = now + GOODBYE_LIMIT
        session.add(notification)


def expect_talk(session: Session, notification_id: int, *, now: datetime) -> None:
    """The officer is put through to a caller, perhaps the next one."""
    notification = locked(session, Notification, notification_id)
    notification.line_stale_at = now + TALK_LIMIT
    session.add(notification)


def expect_end_of_talk(session: Session, case_id: int, officer: str | None, *, now: datetime) -> None:
    """The caller has been parted from this officer: should the network not tell, that line is free in a minute."""
    talking = (
        select(Notification)
        .join(Alert, col(Alert.id) == col(Notification.alert_id))
        .where(
            Alert.case_id == case_id,
            Notification.officer == officer,
            Notification.state == ACCEPTED,
            col(Notification.line_free_at).is_(None),
        )
    )
    for notification in session.exec(talking).all():
        say_goodbye(session, notification.id, now=now, talk_is_over=True)


def _in_flight(alert_id: int) -> ColumnElement[bool]:
    """Attempts that still ring for an alert, or are about to. Texts that have left are nobody's any more."""
    is_open = (col(Notification.state) == QUEUED) | (
        (col(Notification.state) == SENT) & (col(Notification.channel) != Channel.SMS)
    )
    return (col(Notification.alert_id) == alert_id) & (col(Notification.purpose) == Purpose.ALERT) & is_open


def officers_in_flight(session: Session, alert_id: int) -> set[str]:
    """Who is being reached for this alert."""
    return set(session.exec(select(Notification.officer).where(_in_flight(alert_id))).all())


def cancel_others(session: Session, alert_id: int, *, now: datetime) -> list[str]:
    """A human has the alert: whoever still rings for it need not. Texts that have left stay sent.

    Returns the officers whose lines are free by that, in the order of their ids.
    """
    others = session.exec(select(Notification).where(_in_flight(alert_id)).order_by(col(Notification.id))).all()
    return sorted(other.officer for other in others if cancel(session, other, now=now))


def cancel(
    session: Session, notification: Notification, *, now: datetime, state: NotificationState = CANCELLED
) -> bool:
    """Take back an attempt. True when this frees the officer's line: a call that is under way is hung up first.

    `state` is DECLINED when the officer has passed it on, or ACCEPTED, without a key of their telephone.
    """
    session.refresh(notification, with_for_update={"key_share": True})
    is_being_ordered = notification.claimed_until is not None and notification.claimed_until > now
    values: dict[str, Any] = {}
    if notification.sid:
        values["hang_up_after"] = now
    elif not is_being_ordered:
        values["line_free_at"] = now
    if notification.channel == Channel.SMS or (notification.channel == Channel.PUSH and not notification.sid):
        values = {}
    if not settle(session, notification, state, now=now, **values):
        return False
    if "hang_up_after" in values:
        ask(session, "hang_up", notification.id)
    return "line_free_at" in values
