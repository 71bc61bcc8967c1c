"""Whoever comes free is offered the oldest live caller within their reach that passed them over, else a text."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select

from hotline.alerts.escalation import has_rung, officers_of_step, policy_of
from hotline.callback_lines import busy_with_callers
from hotline.contacts import is_live
from hotline.db import lock_word
from hotline.models import Alert, AlertState, Case, Contact, Notification
from hotline.reaching import line_of, reach_one
from routing.models import Channel, Officer
from routing.policy import Position

OFFER_WAIT = timedelta(seconds=15)
"""An officer who is rung in the middle of a step has at least that long to pick up."""
CANDIDATES = 50
"""Alerts looked at; more than any city's officers can serve at once."""


def offer_free_officer(session: Session, officer_id: str, *, now: datetime) -> None:
    """Ring this officer for the first alert in line that they have not been rung for in its present turn."""
    lock_word(session, line_of(officer_id))
    officer = session.get_one(Officer, officer_id)
    if not officer.active or busy_with_callers(session, [officer_id]):
        return
    for alert in _waiting_alerts(session, officer_id):
        if _is_within_reach(session, alert, officer, now=now):
            wait = max((alert.next_step_at or now) - now, OFFER_WAIT)
            reach_one(session, alert, Position(alert.step, alert.turn), officer, wait=wait, now=now)
            return


def _waiting_alerts(session: Session, officer_id: str) -> list[Alert]:
    called_now = _was_called(
        officer_id,
        col(Notification.alert_id) == col(Alert.id),
        col(Notification.round) == col(Alert.round),
        col(Notification.step) == col(Alert.step),
        col(Notification.turn) == col(Alert.turn),
    )
    live = exists().where(col(Contact.case_id) == col(Alert.case_id), is_live())
    wanted = (col(Alert.state) == AlertState.RINGING) | ((col(Alert.state) == AlertState.EXHAUSTED) & live)
    waiting = select(Alert).where(wanted, Alert.step > 0, ~called_now)
    in_line = waiting.order_by(live.desc(), col(Alert.opened_at), col(Alert.id))
    return list(session.exec(in_line.limit(CANDIDATES)).all())


def _is_within_reach(session: Session, alert: Alert, officer: Officer, *, now: datetime) -> bool:
    """Whether the current step rings this officer, or an earlier one would have but found them on the line.

    One that has found everybody on the line so far is within reach of all its steps, as when it looked last.
    """
    case = session.get_one(Case, alert.case_id)
    policy = policy_of(session, case)
    passed_over = (
        alert.state == AlertState.EXHAUSTED
        or not session.exec(
            select(
                _was_called(officer.id, col(Notification.alert_id) == alert.id, col(Notification.round) == alert.round)
            )
        ).one()
    )
    first = 1 if passed_over else alert.step
    last = alert.step if alert.state == AlertState.EXHAUSTED or has_rung(session, alert) else len(policy.steps)
    return any(
        officer.id == reached.id
        for step in range(first, min(last, len(policy.steps)) + 1)
        for reached in officers_of_step(session, case, policy, Position(step, 1), now=now)
    )


def _was_called(officer_id: str, *where: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(col(Notification.officer) == officer_id, col(Notification.channel) == Channel.CALL, *where)
