"""Writes down which officers are to be reached for a step; whoever is on another call is passed over."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.callback_lines import busy_with_callers
from hotline.db import share_words
from hotline.models import Alert, Notification, NotificationState, Purpose, event
from hotline.notifications import on_line
from hotline.push.subscriptions import live_subscriptions
from hotline.wakeups import ask
from routing.models import Channel, Officer
from routing.policy import Position

SHORTEST_RING, LONGEST_RING = 2, 60
"""Seconds. A step's wait is how long its officers' phones ring, within these."""
JOIN_RING = timedelta(seconds=20)
"""An officer who has just accepted at the console holds their telephone; if they don't, others are rung soon."""


def reach(
    session: Session, alert: Alert, position: Position, officers: list[Officer], *, wait: timedelta, now: datetime
) -> list[Officer]:
    """Reach these officers for a step of an alert; returns those of them who can be.

    Ordered by id, so that two alerts that want the same officers at once wait for each other instead of
    blocking each other.
    """
    on_line = _alerts_on_line(session, officers)
    ordered = sorted(officers, key=lambda officer: officer.id)
    free = [officer for officer in ordered if on_line.get(officer.id, alert.id) == alert.id]
    return [one for one in free if reach_one(session, alert, position, one, wait=wait, now=now)]


def keep_lines(session: Session, officers: Iterable[Officer]) -> None:
    """Until this transaction commits, nobody of these comes free: whoever does then finds the alert as it is by then.

    All of them at once, before the first is looked for; two who want several would wait for each other otherwise.
    """
    share_words(session, {line_of(officer.id) for officer in officers})


def line_of(officer: str) -> str:
    """The word that is locked while this officer comes free, and shared while they are looked for."""
    return f"line of {officer}"


def _alerts_on_line(session: Session, officers: list[Officer]) -> dict[str, int]:
    """Who of these is on a call, and for which alert; 0: they call somebody back.

    In a flood that is nearly everybody, and asked in one query.
    """
    callable = [officer.id for officer in officers if Channel.CALL in officer.channels]
    calls = select(Notification.officer, Notification.alert_id).where(
        col(Notification.officer).in_(callable), on_line()
    )
    return dict.fromkeys(busy_with_callers(session, callable), 0) | dict(session.exec(calls).all())


def reach_one(
    session: Session, alert: Alert, position: Position, officer: Officer, *, wait: timedelta, now: datetime
) -> bool:
    """Reach an officer on all channels at once; False when another alert has them on the line, or none leads there.

    A notification of their browser is shown besides, and counts for nothing.
    """
    attempt = _Attempt(session, alert, position, officer, wait=wait, now=now)
    reached = _reach_by_telephone(session, alert, officer, attempt)
    if live_subscriptions(session, officer.id, now=now):
        attempt.add(Channel.PUSH)
    return reached


def _reach_by_telephone(session: Session, alert: Alert, officer: Officer, attempt: "_Attempt") -> bool:
    if Channel.CALL in officer.channels:
        if not attempt.add(Channel.CALL):
            return _rings_for(session, alert, officer)
        if Channel.SMS in officer.channels:
            attempt.add(Channel.SMS)
        return True
    return Channel.SMS in officer.channels and attempt.add(Channel.SMS)


class _Attempt:
    """The rows of one officer in one turn of a step."""

    def __init__(
        self, session: Session, alert: Alert, position: Position, officer: Officer, *, wait: timedelta, now: datetime
    ) -> None:
        self._session, self._alert, self._now = session, alert, now
        self._row = {
            "alert_id": alert.id,
            "round": alert.round,
            "step": position.step,
            "turn": position.turn,
            "officer": officer.id,
            "phone": officer.phone,
            "state": NotificationState.QUEUED,
            "attempts": 0,
            "created_at": now,
            "send_after": now,
            "give_up_at": now + wait,
            "ring_seconds": round(min(max(wait.total_seconds(), SHORTEST_RING), LONGEST_RING)),
        }

    def add(self, channel: Channel, purpose: Purpose = Purpose.ALERT) -> bool:
        """False when the database already has it, or has this officer's phone in use."""
        new = insert(Notification).values(channel=channel, purpose=purpose, **self._row)
        row = self._session.connection().scalar(new.on_conflict_do_nothing().returning(col(Notification.id)))
        if row is None:
            return False
        self._session.add(
            event(
                self._alert.case_id,
                "notification.state",
                now=self._now,
                subject=row,
                after=NotificationState.QUEUED,
                why=channel,
            )
        )
        ask(self._session, "send", row)
        return True


def _rings_for(session: Session, alert: Alert, officer: Officer) -> bool:
    """Whether the call that occupies this officer is one for this alert."""
    call = select(Notification.id).where(
        Notification.alert_id == alert.id,
        Notification.officer == officer.id,
        on_line(),
    )
    return session.exec(call.limit(1)).first() is not None


def add_join(session: Session, alert: Alert, officer: Officer, *, now: datetime) -> bool:
    """Ring an officer who accepts at the console, to put them through to the caller who waits.

    False when their line is in use.
    """
    attempt = _Attempt(session, alert, Position(alert.step, alert.turn), officer, wait=JOIN_RING, now=now)
    return attempt.add(Channel.CALL, Purpose.JOIN)


def add_news(
    session: Session,
    alert: Alert,
    officer: Officer,
    *,
    now: datetime,
    purpose: Purpose = Purpose.NEWS,
    send_after: datetime | None = None,
) -> None:
    """Text an officer something about a case that wants no answer: a new message, or that it is another district's.

    Now, or from `send_after` on, as it is then.
    """
    send_after = send_after or now
    news = Notification(
        alert_id=alert.id,
        round=alert.round,
        step=alert.step,
        turn=alert.turn,
        officer=officer.id,
        channel=Channel.SMS,
        purpose=purpose,
        phone=officer.phone,
        created_at=now,
        send_after=send_after,
        give_up_at=send_after + timedelta(minutes=5),
    )
    session.add(news)
    session.flush()
    session.add(
        event(
            alert.case_id,
            "notification.state",
            now=now,
            subject=news.id,
            after=NotificationState.QUEUED,
            why=purpose,
        )
    )
    ask(session, "send", news.id)
