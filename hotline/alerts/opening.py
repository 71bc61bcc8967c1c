"""How an alert begins: opened with its case, started at once, or begun anew."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.alerts.stepping_aside import step_aside
from hotline.models import RUNNING, Alert, AlertState, Case, Notification, Purpose, event
from hotline.wakeups import ask

NEWS_PAUSE = timedelta(minutes=2)
"""Nobody is told of new messages, or rung anew for many calls of one number, more often than that."""


def open_alert(
    session: Session, case_id: int, *, now: datetime, ring_at: datetime, why: str, nothing_done: bool = False
) -> Alert:
    """Demand a human for this case; the first step starts at ring_at. Joins the alert that already runs; if nobody
    has been rung for it yet, they are no later than at ring_at.
    """
    if running := running_alert(session, case_id):
        _begin_by(session, running, ring_at, now=now)
        return running
    first = {"state": AlertState.RINGING, "step": 0, "turn": 0, "round": 1, "opened_at": now, "next_step_at": ring_at}
    new = insert(Alert).values(case_id=case_id, nothing_done=nothing_done, **first)
    alert: Alert | None = session.exec(new.on_conflict_do_nothing().returning(Alert)).scalar_one_or_none()
    if alert is None:  # somebody at the same moment was first
        return _running_now(session, case_id)
    session.add(event(case_id, "alert.state", now=now, subject=alert.id, after=AlertState.RINGING, why=why))
    if not session.get_one(Case, case_id).drill:
        step_aside(session, now=now)
    if ring_at <= now:
        ask(session, "escalate", alert.id)
    return alert


def _running_now(session: Session, case_id: int) -> Alert:
    if running := running_alert(session, case_id):
        return running
    raise RuntimeError(f"case {case_id} has neither a new nor a running alert")


def running_alert(session: Session, case_id: int) -> Alert | None:
    """The alert of this case that still demands a human, locked."""
    return session.exec(
        select(Alert)
        .where(Alert.case_id == case_id, col(Alert.state).in_(RUNNING))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def newest_alert(session: Session, case_id: int) -> Alert | None:
    return session.exec(select(Alert).where(Alert.case_id == case_id).order_by(col(Alert.id).desc()).limit(1)).first()


def was_told(session: Session, alert: Alert, purpose: Purpose, *, since: datetime) -> bool:
    """Whether anybody was to be reached for this alert since then."""
    told = select(Notification.id).where(
        Notification.alert_id == alert.id, Notification.purpose == purpose, col(Notification.created_at) > since
    )
    return session.exec(told.limit(1)).first() is not None


def _begin_by(session: Session, alert: Alert, ring_at: datetime, *, now: datetime) -> None:
    is_later = alert.next_step_at is not None and alert.next_step_at > ring_at
    if alert.state == AlertState.RINGING and alert.step == 0 and is_later:
        alert.next_step_at = ring_at
        session.add(alert)
        if ring_at <= now:
            ask(session, "escalate", alert.id)


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


def begin_anew(session: Session, case_id: int, *, now: datetime, why: str) -> None:
    """Start the running alert's policy from its first step: another district, or news. Those who ring, ring on."""
    alert = running_alert(session, case_id)
    if alert is None or (alert.state == AlertState.RINGING and alert.step == 0):
        start_now(session, case_id, now=now)
        return
    before = f"{alert.step}.{alert.turn}"
    session.add(event(case_id, "alert.step", now=now, subject=alert.id, before=before, after="0.0", why=why))
    if alert.state != AlertState.RINGING:
        ringing = AlertState.RINGING
        session.add(
            event(case_id, "alert.state", now=now, subject=alert.id, before=alert.state, after=ringing, why=why)
        )
    alert.state, alert.round, alert.step, alert.turn = AlertState.RINGING, alert.round + 1, 0, 0
    alert.next_step_at = now
    session.add(alert)
    ask(session, "escalate", alert.id)
