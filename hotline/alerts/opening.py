"""How an alert begins: opened with its case, started at once, or started anew for another district."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.models import RUNNING, Alert, AlertState, event
from hotline.wakeups import ask


def open_alert(session: Session, case_id: int, *, now: datetime, ring_at: datetime, why: str) -> Alert:
    """Demand a human for this case; the first step starts at ring_at. Joins the alert that already runs."""
    if running := running_alert(session, case_id):
        return running
    alert = Alert(case_id=case_id, opened_at=now, next_step_at=ring_at)
    session.add(alert)
    session.flush()
    session.add(event(case_id, "alert.state", now=now, subject=alert.id, after=alert.state, why=why))
    if ring_at <= now:
        ask(session, "escalate", alert.id)
    return alert


def running_alert(session: Session, case_id: int) -> Alert | None:
    """The alert of this case that still demands a human, locked."""
    return session.exec(
        select(Alert).where(Alert.case_id == case_id, col(Alert.state).in_(RUNNING)).with_for_update(key_share=True)
    ).first()


def newest_alert(session: Session, case_id: int) -> Alert | None:
    return session.exec(select(Alert).where(Alert.case_id == case_id).order_by(col(Alert.id).desc()).limit(1)).first()


def start_now(session: Session, case_id: int, *, now: datetime) -> None:
    """Begin ringing if the alert still waits for its first step, since the caller was being asked."""
    started = session.exec(
        update(Alert)
        .where(
            col(Alert.case_id) == case_id,
            col(Alert.state) == AlertState.RINGING,
            col(Alert.step) == 0,
            col(Alert.next_step_at) > now,
        )
        .values(next_step_at=now)
        .returning(col(Alert.id))
    ).scalar_one_or_none()
    if started is not None:
        ask(session, "escalate", started)


def begin_anew(session: Session, case_id: int, *, now: datetime) -> None:
    """The case belongs to another district: its policy starts from the first step. Those who ring, ring on."""
    alert = running_alert(session, case_id)
    if alert is None or alert.step == 0:
        start_now(session, case_id, now=now)
        return
    before = f"{alert.step}.{alert.turn}"
    session.add(event(case_id, "alert.step", now=now, subject=alert.id, before=before, after="0.0", why="begins anew"))
    alert.state, alert.round, alert.step, alert.turn = AlertState.RINGING, alert.round + 1, 0, 0
    alert.next_step_at = now
    session.add(alert)
    ask(session, "escalate", alert.id)
