"""How a human takes an alert, and what an officer's key does."""

from datetime import datetime

from sqlmodel import Session

from hotline import cases, notifications
from hotline.alerts.lines import move_on
from hotline.alerts.nothing_done import expect_action
from hotline.alerts.offers import offer_free_officer
from hotline.alerts.opening import newest_alert
from hotline.alerts.telling import tell_former_owner
from hotline.db import lock_words, locked, try_lock_word
from hotline.models import RUNNING, Alert, AlertState, Case, Notification, NotificationState, Purpose, event
from hotline.reaching import line_of


def accept(session: Session, notification_id: int, *, now: datetime) -> bool:
    """The officer of this notification wants the case. True when it is theirs, now or already."""
    notification = session.get_one(Notification, notification_id)
    case = locked(session, Case, session.get_one(Alert, notification.alert_id).case_id)
    alert = _accepted_alert(session, notification)
    is_taken_now = take(session, case, alert.id, notification.officer, now=now)
    lock_lines(session, alert.id, notification.officer)
    notifications.take_line_back(session, notification.id)
    if is_taken_now:
        notifications.settle(session, notification, NotificationState.ACCEPTED, now=now)
        spare_others(session, alert.id, now=now)
        return True
    session.refresh(notification)
    if notification.purpose == Purpose.JOIN:
        notifications.settle(session, notification, NotificationState.ACCEPTED, now=now)
        return alert.acknowledged_by == notification.officer
    return notification.state == NotificationState.ACCEPTED


def _accepted_alert(session: Session, notification: Notification) -> Alert:
    """Who is rung to be put through may press the key so late that others are rung anew: it is the same wish."""
    own = session.get_one(Alert, notification.alert_id)
    is_on_it = notification.line_free_at is None or notifications.is_thought_over(notification)
    if notification.purpose != Purpose.JOIN or not is_on_it:
        return own
    return newest_alert(session, own.case_id) or own


def lock_lines(session: Session, alert_id: int, officer: str) -> None:
    """Nobody else decides about these telephones until this is done: this officer's, and those that it makes free.

    Of a locked alert, and before anything is written about their lines: a step that has looked whether they are free
    may be about to write the same.
    """
    lock_words(session, {line_of(one) for one in (officer, *notifications.officers_in_flight(session, alert_id))})


def spare_others(session: Session, alert_id: int, *, now: datetime) -> None:
    """A human has taken the alert: who is rung for it need not be, and is free for the next one.

    Also who was offered it only since `lock_lines`; if their telephone is just being decided about, that must do: to
    wait for it now would be out of order.
    """
    for officer in notifications.cancel_others(session, alert_id, now=now):
        if try_lock_word(session, line_of(officer)):
            offer_free_officer(session, officer, now=now)


def take(session: Session, case: Case, alert_id: int, officer: str, *, now: datetime) -> bool:
    """Claim an alert of this locked case for a human. One of those who try at once gets it."""
    alert = locked(session, Alert, alert_id)
    if alert.state not in RUNNING:
        return False
    taken = AlertState.ACKNOWLEDGED
    session.add(event(case.id, "alert.state", now=now, subject=alert.id, before=alert.state, after=taken, who=officer))
    alert.state, alert.acknowledged_at, alert.acknowledged_by, alert.next_step_at = taken, now, officer, None
    session.add(alert)
    if alert.nothing_done and case.acknowledged_by not in {None, officer}:
        _relieve_owner(session, case, alert, officer, now=now)
    cases.acknowledge(session, case, officer, now=now)
    expect_action(session, case, by=officer, now=now)
    session.flush()
    return True


def _relieve_owner(session: Session, case: Case, alert: Alert, officer: str, *, now: datetime) -> None:
    """Who had the case did nothing, and this time another one came."""
    former = case.acknowledged_by or ""
    cases.hand_over(session, case, officer, now=now)
    tell_former_owner(session, alert, former, now=now)


def decline(session: Session, notification_id: int, *, now: datetime) -> None:
    """The officer passes the case on. When nobody of the step is left to wait for, the next step starts at once."""
    notification = session.get_one(Notification, notification_id)
    alert = locked(session, Alert, notification.alert_id)
    if notifications.settle(session, notification, NotificationState.DECLINED, now=now):
        move_on(session, alert, now=now)
