"""A case turns out to be another district's: its officers are rung, and those rung before are told."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from hotline import cases
from hotline.alerts.escalation import officers_of_step, policy_of
from hotline.alerts.opening import begin_anew, running_alert
from hotline.models import Alert, AlertState, Case, CaseEvent, CaseState, Notification, Purpose
from hotline.reaching import add_news
from routing.models import Channel, Officer
from routing.policy import Position

MOST_FRESH_STARTS = 2
"""How often a case that moves between districts begins its policy anew. Who writes 1 and 2 in turn would else keep it
at the first step for ever; after that it goes on upwards, to people who see every district."""


def reroute(
    session: Session, case: Case, district: str | None, *, now: datetime, why: str, who: str | None = None
) -> bool:
    """Give a locked case to this district; False if it has it already, or a human has taken it and decides."""
    if case.district == district or (case.district and case.state != CaseState.OPEN):
        return False
    alert = running_alert(session, case.id)
    told = _rung_before(session, alert) if alert else []
    cases.set_district(session, case, district, now=now, why=why, who=who)
    if alert is None or alert.state != AlertState.RINGING or _moves(session, case) <= MOST_FRESH_STARTS:
        begin_anew(session, case.id, now=now, why=why)
    if alert:
        _tell(session, case, alert, told, now=now)
    return True


def _moves(session: Session, case: Case) -> int:
    """How often it has gone from one district to another."""
    session.flush()
    moved = select(func.count()).where(
        CaseEvent.case_id == case.id, CaseEvent.what == "case.district", col(CaseEvent.before).is_not(None)
    )
    return session.exec(moved).one()


def _rung_before(session: Session, alert: Alert) -> list[Officer]:
    """Also before an earlier move: they were told where it went then, which is no longer true."""
    rung = select(Notification.officer).where(Notification.alert_id == alert.id, Notification.purpose == Purpose.ALERT)
    return list(session.exec(select(Officer).where(col(Officer.id).in_(rung)).order_by(col(Officer.id))).all())


def _tell(session: Session, case: Case, alert: Alert, officers: list[Officer], *, now: datetime) -> None:
    """Whoever is rung again at once, for the new district, needs no text besides."""
    rung_now = {one.id for one in officers_of_step(session, case, policy_of(session, case), Position(1, 1), now=now)}
    for officer in officers:
        if officer.active and officer.id not in rung_now and Channel.SMS in officer.channels:
            add_news(session, alert, officer, now=now, purpose=Purpose.MOVED)
