"""Notifications: one row for each attempt to reach one officer over one channel, and where it may go."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.models import Alert, Notification, NotificationState, Purpose, event
from hotline.wakeups import ask
from routing.models import Channel, Officer
from routing.policy import Position

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

SHORTEST_RING, LONGEST_RING = 5, 60
"""Seconds. A step's wait is how long its officers' phones ring, within these."""


def reach(
    session: Session, alert: Alert, position: Position, officers: list[Officer], *, wait: timedelta, now: datetime
) -> int:
    """Write down that these officers are to be reached for a step; returns how many of them can be.

    An officer who rings or talks for another alert is passed over. Ordered by id, so that two alerts that want
    the same officers at once wait for each other instead of blocking each other.
    """
    ordered = sorted(officers, key=lambda officer: officer.id)
    return sum(reach_one(session, alert, position, officer, wait=wait, now=now) for officer in ordered)


def reach_one(
    session: Session, alert: Alert, position: Position, officer: Officer, *, wait: timedelta, now: datetime
) -> bool:
    """Reach an officer on all channels at once; False when another alert has them on the line."""
    if Channel.CALL in officer.channels and not _add(
        session, alert, position, officer, channel=Channel.CALL, wait=wait, now=now
    ):
        return _rings_for(session, alert, officer)
    if Channel.SMS in officer.channels:
        _add(session, alert, position, officer, channel=Channel.SMS, wait=wait, now=now)
    return True


def _add(
    session: Session,
    alert: Alert,
    position: Position,
    officer: Officer,
    *,
    channel: Channel,
    wait: timedelta,
    now: datetime,
) -> bool:
    """False when the database already has it, or has this officer's phone in use."""
    row = (
        session.connection()
        .execute(
            insert(Notification)
            .values(
                alert_id=alert.id,
                round=alert.round,
                step=position.step,
                turn=position.turn,
                officer=officer.id,
                channel=channel,
                purpose=Purpose.ALERT,
                phone=officer.phone,
                state=QUEUED,
                attempts=0,
                created_at=now,
                send_after=now,
                give_up_at=now + wait,
                ring_seconds=round(min(max(wait.total_seconds(), SHORTEST_RING), LONGEST_RING)),
            )
            .on_conflict_do_nothing()
            .returning(col(Notification.id))
        )
        .scalar_one_or_none()
    )
    if row is None:
        return False
    session.add(event(alert.case_id, "notification.state", now=now, subject=row, after=QUEUED, why=channel))
    ask(session, "send", row)
    return True


def _rings_for(session: Session, alert: Alert, officer: Officer) -> bool:
    return (
        session.exec(
            select(Notification.id).where(
                Notification.alert_id == alert.id,
                Notification.officer == officer.id,
                Notification.channel == Channel.CALL,
                col(Notification.line_free_at).is_(None),
            )
        ).first()
        is not None
    )


def add_news(session: Session, alert: Alert, officer: Officer, *, now: datetime) -> None:
    """Text the owner of a case that a new message has come."""
    news = Notification(
        alert_id=alert.id,
        round=alert.round,
        step=alert.step,
        turn=alert.turn,
        officer=officer.id,
        channel=Channel.SMS,
        purpose=Purpose.NEWS,
        phone=officer.phone,
        created_at=now,
        send_after=now,
        give_up_at=now + timedelta(minutes=5),
    )
    session.add(news)
    session.flush()
    session.add(event(alert.case_id, "notification.state", now=now, subject=news.id, after=QUEUED, why=Purpose.NEWS))
    ask(session, "send", news.id)


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
    if state != SENT:
        notification.ended_at = now
    for name, value in values.items():
        setattr(notification, name, value)
    session.add(notification)
    _log(session, notification, before, now=now, why=error)
    return True


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


def cancel_others(session: Session, alert_id: int, *, now: datetime) -> None:
    """A human has the alert: whoever still rings for it need not. Texts that have left stay sent."""
    others = session.exec(
        select(Notification)
        .where(
            Notification.alert_id == alert_id,
            Notification.purpose == Purpose.ALERT,
            (Notification.state == QUEUED) | ((Notification.state == SENT) & (Notification.channel == Channel.CALL)),
        )
        .order_by(col(Notification.id))
    ).all()
    for other in others:
        cancel(session, other, now=now)


def cancel(session: Session, notification: Notification, *, now: datetime) -> None:
    """Take back an attempt. A call that was never ordered leaves the line free; one that was is hung up."""
    session.refresh(notification, with_for_update={"key_share": True})
    ordered = notification.attempts > 0
    is_ringing = notification.channel == Channel.CALL and notification.sid is not None
    values: dict[str, Any] = {"hang_up_after": now} if is_ringing else {}
    if not ordered:
        values["line_free_at"] = now
    if settle(session, notification, CANCELLED, now=now, **values) and is_ringing:
        ask(session, "hang_up", notification.id)
