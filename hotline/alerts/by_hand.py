"""An officer takes an alert or passes it on at the console, whether or not their telephone rings for it."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from hotline.alerts.acceptance import lock_lines, spare_others, take
from hotline.alerts.lines import move_on
from hotline.alerts.offers import offer_free_officer
from hotline.callback_lines import busy_with_callers
from hotline.contacts import live_caller
from hotline.db import locked
from hotline.models import RUNNING, Alert, Case, Notification, NotificationState, Purpose
from hotline.notifications import IN_FLIGHT, RING_SLACK, cancel, on_line
from hotline.reaching import add_join
from routing.models import Channel, Officer


class Answer(StrEnum):
    ACCEPTED = "accepted"
    JOINING = "joining"
    """Accepted, and their telephone rings to put them through to the caller."""
    TAKEN = "taken"
    """It rings no more: a human has it, perhaps this very one."""
    BUSY = "busy"
    """A caller waits, and this officer's telephone is in use: nobody could be put through."""


def accept_by_hand(
    session: Session, alert_id: int, officer: Officer, *, now: datetime, push: int | None = None
) -> Answer:
    """This officer wants the case, as with the key of a telephone. `push`: the notification that they have tapped.

    A caller who waits is never left without a ring: the officer's telephone rings, or rings on, and should they not
    come, the end of that call opens the alert anew (`lines.line_ended`).
    """
    case_id = session.get_one(Alert, alert_id).case_id
    caller = live_caller(session, case_id, lock=True)
    case = locked(session, Case, case_id)
    alert = locked(session, Alert, alert_id)
    if alert.state not in RUNNING:
        return Answer.TAKEN
    lock_lines(session, alert_id, officer.id)
    call = _line_of(session, officer)
    if caller and not _can_be_put_through(session, alert, officer, call, now=now):
        return Answer.BUSY
    take(session, case, alert_id, officer.id, now=now)
    _settle_own(session, alert, officer, push, now=now)
    if caller and call:
        _ring_on_for_caller(session, call, now=now)
    spare_others(session, alert_id, now=now)
    return Answer.JOINING if caller else Answer.ACCEPTED


def pass_on_by_hand(session: Session, alert_id: int, officer: Officer, *, now: datetime) -> bool:
    """This officer passes the case on. False when nothing rings for them."""
    alert = locked(session, Alert, alert_id)
    lock_lines(session, alert_id, officer.id)
    attempts = _attempts_of(session, alert, officer) if alert.state in RUNNING else []
    freed = [cancel(session, one, now=now, state=NotificationState.DECLINED) for one in attempts]
    if attempts:
        move_on(session, alert, now=now)
    if any(freed):
        offer_free_officer(session, officer.id, now=now)
    return bool(attempts)


def _attempts_of(session: Session, alert: Alert, officer: Officer) -> list[Notification]:
    """What is still to reach this officer, or rings for them."""
    own = select(Notification).where(
        Notification.alert_id == alert.id,
        Notification.officer == officer.id,
        Notification.purpose == Purpose.ALERT,
        col(Notification.state).in_(IN_FLIGHT),
    )
    return list(session.exec(own.order_by(col(Notification.id))).all())


def _line_of(session: Session, officer: Officer) -> Notification | None:
    """The call that occupies this officer's telephone; one that ends at this very moment still does."""
    call = select(Notification).where(Notification.officer == officer.id, on_line())
    return session.exec(call.execution_options(populate_existing=True)).first()


def _still_rings(call: Notification, alert: Alert) -> bool:
    return call.alert_id == alert.id and call.state in IN_FLIGHT


def _settle_own(session: Session, alert: Alert, officer: Officer, push: int | None, *, now: datetime) -> None:
    """What rings for this officer counts as accepted, and rings no more unless a caller waits."""
    for one in _attempts_of(session, alert, officer):
        rings = one.channel == Channel.CALL and one.state == NotificationState.SENT
        if rings or (one.channel == Channel.PUSH and one.id == push):
            cancel(session, one, now=now, state=NotificationState.ACCEPTED)


def _can_be_put_through(
    session: Session, alert: Alert, officer: Officer, call: Notification | None, *, now: datetime
) -> bool:
    """By the call that rings for them already, else by a new one, unless another alert has just taken the line."""
    if busy_with_callers(session, [officer.id]):
        return False
    return _still_rings(call, alert) if call else add_join(session, alert, officer, now=now)


def _ring_on_for_caller(session: Session, call: Notification, *, now: datetime) -> None:
    """A call that is under way or about to be serves to put the officer through."""
    call = locked(session, Notification, call.id)
    call.purpose, call.hang_up_after = Purpose.JOIN, None
    if call.state == NotificationState.ACCEPTED:
        call.line_stale_at = now + timedelta(seconds=call.ring_seconds) + RING_SLACK
    session.add(call)
    session.flush()
