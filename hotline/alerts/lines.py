"""Officers' telephone lines: what it means for the alerts when one fails, ends or comes free."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Exists, exists, func, update
from sqlmodel import Session, col, select

from hotline import notifications
from hotline.alerts.escalation import officers_of_step, policy_of
from hotline.alerts.opening import open_alert
from hotline.contacts import is_live, live_caller
from hotline.models import (
    Alert,
    AlertState,
    Case,
    Contact,
    Notification,
    NotificationState,
)
from hotline.wakeups import ask
from routing.models import Channel, Officer
from routing.policy import Position

CANDIDATES = 50
"""Alerts looked at when an officer comes free; more than any city's officers can serve at once."""


def line_ended(
    session: Session, notification_id: int, state: NotificationState, *, now: datetime, error: str | None = None
) -> None:
    """An officer's call is over, answered or not. `state` is what it means if no key was pressed."""
    notification = session.get_one(Notification, notification_id)
    alert = session.get_one(Alert, notification.alert_id, with_for_update={"key_share": True})
    if not _free_line(session, notification, now=now):
        return
    notifications.settle(session, notification, state, now=now, error=error)
    if notification.state == NotificationState.ACCEPTED:
        _ring_again_for_waiting_caller(session, alert, now=now)
    move_on(session, alert, now=now)
    offer_free_officer(session, notification.officer, now=now)


def text_failed(session: Session, notification_id: int, *, now: datetime, error: str) -> None:
    """A text will not arrive."""
    notification = session.get_one(Notification, notification_id)
    alert = session.get_one(Alert, notification.alert_id, with_for_update={"key_share": True})
    if notifications.settle(session, notification, NotificationState.FAILED, now=now, error=error):
        move_on(session, alert, now=now)


def _free_line(session: Session, notification: Notification, *, now: datetime) -> bool:
    freed = session.exec(
        update(Notification)
        .where(col(Notification.id) == notification.id, col(Notification.line_free_at).is_(None))
        .values(line_free_at=now, ended_at=now, hang_up_after=None)
        .returning(col(Notification.id))
    ).scalar_one_or_none()
    session.refresh(notification)
    return freed is not None


def _ring_again_for_waiting_caller(session: Session, alert: Alert, *, now: datetime) -> None:
    """Whoever accepted was cut off before the caller was handed over: the caller still needs a human."""
    if live_caller(session, alert.case_id):
        open_alert(
            session, alert.case_id, now=now, ring_at=now, why="the officer was gone before the caller was connected"
        )


def move_on(session: Session, alert: Alert, *, now: datetime) -> None:
    """Start the next step at once if everybody of this one has passed it on or can't be reached."""
    if alert.state != AlertState.RINGING or alert.step == 0:
        return
    states = session.exec(
        select(Notification.state, Notification.channel, Notification.officer).where(
            Notification.alert_id == alert.id,
            Notification.round == alert.round,
            Notification.step == alert.step,
            Notification.turn == alert.turn,
        )
    ).all()
    if states and _nobody_left([(state, channel, officer) for state, channel, officer in states]):
        alert.next_step_at = now
        session.add(alert)
        ask(session, "escalate", alert.id)


def _nobody_left(attempts: list[tuple[str, str, str]]) -> bool:
    """A text alone keeps nobody waiting who was also called: only a key or the console can accept."""
    called = {officer for _, channel, officer in attempts if channel == Channel.CALL}
    counting = [state for state, channel, officer in attempts if channel == Channel.CALL or officer not in called]
    return all(state in {NotificationState.DECLINED, NotificationState.FAILED} for state in counting)


def offer_free_officer(session: Session, officer_id: str, *, now: datetime) -> None:
    """Whoever comes free is offered the oldest live caller within their reach that passed them over, else a text."""
    officer = session.get_one(Officer, officer_id)
    if not officer.active:
        return
    for alert in _waiting_alerts(session, officer_id):
        if _is_within_reach(session, alert, officer, now=now):
            position = Position(alert.step, alert.turn)
            wait = max((alert.next_step_at or now) - now, timedelta(seconds=notifications.SHORTEST_RING))
            notifications.reach_one(session, alert, position, officer, wait=wait, now=now)
            return


def _is_within_reach(session: Session, alert: Alert, officer: Officer, *, now: datetime) -> bool:
    """Whether the current step rings this officer, or an earlier one would have but found them on the line."""
    case = session.get_one(Case, alert.case_id)
    policy = policy_of(session, case)
    first = alert.step if _was_called(session, alert, officer) else 1
    return any(
        officer.id == reached.id
        for step in range(first, min(alert.step, len(policy.steps)) + 1)
        for reached in officers_of_step(session, case, policy, Position(step, 1), now=now)
    )


def _was_called(session: Session, alert: Alert, officer: Officer) -> bool:
    return session.exec(select(_called(alert.round, officer.id, col(Notification.alert_id) == alert.id))).one()


def _called(round_: Any, officer_id: str, *where: ColumnElement[bool]) -> Exists:
    return exists().where(
        col(Notification.round) == round_,
        col(Notification.officer) == officer_id,
        col(Notification.channel) == Channel.CALL,
        *where,
    )


def _waiting_alerts(session: Session, officer_id: str) -> list[Alert]:
    """Ringing alerts that have not called this officer in their present turn: live callers first, then the oldest."""
    called_now = _called(
        col(Alert.round),
        officer_id,
        col(Notification.alert_id) == col(Alert.id),
        col(Notification.step) == col(Alert.step),
        col(Notification.turn) == col(Alert.turn),
    )
    live = exists().where(col(Contact.case_id) == col(Alert.case_id), is_live())
    return list(
        session.exec(
            select(Alert)
            .where(Alert.state == AlertState.RINGING, Alert.step > 0, ~called_now)
            .order_by(live.desc(), col(Alert.opened_at), col(Alert.id))
            .limit(CANDIDATES)
        ).all()
    )


RING_SLACK, TALK_LIMIT, GOODBYE_LIMIT = timedelta(seconds=90), timedelta(hours=4), timedelta(minutes=1)
"""How long after its ringing, its acceptance or its last key a call must have told of its end."""


def stuck_lines(session: Session, *, now: datetime) -> list[int]:
    """Calls whose end the network never told: their officers would count as on the line for ever."""
    ringing = (col(Notification.state) == NotificationState.SENT) & (
        col(Notification.sent_at) + func.make_interval(0, 0, 0, 0, 0, 0, col(Notification.ring_seconds))
        < now - RING_SLACK
    )
    talking = (col(Notification.state) == NotificationState.ACCEPTED) & (col(Notification.ended_at) < now - TALK_LIMIT)
    settled = col(Notification.state).not_in(
        [NotificationState.QUEUED, NotificationState.SENT, NotificationState.ACCEPTED]
    ) & (col(Notification.ended_at) < now - GOODBYE_LIMIT)
    return list(
        session.exec(
            select(Notification.id).where(
                Notification.channel == Channel.CALL,
                col(Notification.line_free_at).is_(None),
                ringing | talking | settled,
            )
        ).all()
    )


def free_stuck_line(session: Session, notification_id: int, *, now: datetime) -> None:
    line_ended(
        session, notification_id, NotificationState.UNANSWERED, now=now, error="the network never told how it ended"
    )
