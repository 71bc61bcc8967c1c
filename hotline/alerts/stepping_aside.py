"""A drill gives way at once when somebody is in need."""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline import cases, notifications
from hotline.db import locked
from hotline.models import (
    RUNNING,
    Alert,
    AlertState,
    Case,
    CaseState,
    Contact,
    Drill,
    DrillState,
    Notification,
    NotificationState,
    event,
)
from hotline.wakeups import ask

RUNNING_DRILLS = col(Drill.state).in_([DrillState.PLACED, DrillState.RUNNING])
SERVICE = "drill"
"""Who closes the case of a drill: nobody's help hangs on it, so no human has to."""


def step_aside(session: Session, *, now: datetime) -> None:
    """End every running drill: a real alert has begun."""
    running = select(Drill).where(RUNNING_DRILLS).order_by(col(Drill.id))
    for drill in session.exec(running).all():
        finish(session, drill.id, DrillState.STEPPED_ASIDE, now=now)


def finish(session: Session, drill_id: int, state: DrillState, *, now: datetime) -> None:
    """End a drill: its alert is cancelled, its case closed, everybody's line freed. Harmless when repeated."""
    drill = locked(session, Drill, drill_id)
    if drill.contact_id is not None:
        contact = session.get_one(Contact, drill.contact_id)
        case = locked(session, Case, contact.case_id) if contact.case_id else None
        if case:
            _end_alerts(session, case, now=now)
        if case and case.state != CaseState.CLOSED:
            case.closed_at = now
            cases.move(session, case, CaseState.CLOSED, now=now, who=SERVICE, why=state)
    if drill.state in {DrillState.PLACED, DrillState.RUNNING}:
        drill.state, drill.ended_at = state, now
        session.add(drill)
        ask(session, "end_drill", drill.id)


def _end_alerts(session: Session, case: Case, *, now: datetime) -> None:
    for alert_id in session.exec(select(Alert.id).where(Alert.case_id == case.id).order_by(col(Alert.id))).all():
        alert = locked(session, Alert, alert_id)
        if alert.state in RUNNING:
            before, after = alert.state, AlertState.CANCELLED
            session.add(
                event(case.id, "alert.state", now=now, subject=alert.id, before=before, after=after, why="a drill ends")
            )
            alert.state, alert.next_step_at = after, None
            session.add(alert)
        notifications.cancel_others(session, alert.id, now=now)
        _free_talking_officers(session, alert.id, now=now)


def _free_talking_officers(session: Session, alert_id: int, *, now: datetime) -> None:
    calls = select(Notification).where(
        Notification.alert_id == alert_id,
        notifications.on_line(),
        col(Notification.sid).is_not(None),
        Notification.state != NotificationState.CANCELLED,
    )
    for notification in session.exec(calls).all():
        notification.hang_up_after = now
        session.add(notification)
        ask(session, "hang_up", notification.id)
