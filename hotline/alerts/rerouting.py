"""A case turns out to be another district's: its officers are rung, and those rung before are told."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline import cases
from hotline.alerts.escalation import officers_of_step, policy_of
from hotline.alerts.opening import NEWS_PAUSE, begin_anew, running_alert
from hotline.models import Alert, AlertState, Case, CaseEvent, CaseState, Notification, NotificationState, Purpose
from hotline.reaching import add_news
from routing.models import Channel, Officer
from routing.policy import Position
from routing.roster import can_be_rung

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
    is_fresh = alert is None or alert.state != AlertState.RINGING or _moves(session, case) <= MOST_FRESH_STARTS
    if is_fresh:
        begin_anew(session, case.id, now=now, why=why)
    if alert:
        rung = _rung_at_once(session, case, now=now) if is_fresh else set()
        pause = timedelta(0) if who else NEWS_PAUSE  # a human knows how often is enough
        _tell(session, alert, [one for one in told if one.id not in rung], pause=pause, now=now)
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
    theirs = select(Officer).where(col(Officer.id).in_(rung), can_be_rung()).order_by(col(Officer.id))
    return list(session.exec(theirs).all())


def _rung_at_once(session: Session, case: Case, *, now: datetime) -> set[str]:
    """They need no text besides."""
    return {one.id for one in officers_of_step(session, case, policy_of(session, case), Position(1, 1), now=now)}


def _tell(session: Session, alert: Alert, officers: list[Officer], *, pause: timedelta, now: datetime) -> None:
    """Each by a text that tells where the case is when it leaves: at once, and then `pause` after the last one."""
    for officer in officers:
        last = _last_told(session, alert, officer)
        send_after = max(now, (last.sent_at or last.created_at) + pause) if last else now
        if Channel.SMS in officer.channels and not (last and _is_yet_to_leave(last, by=send_after)):
            add_news(session, alert, officer, now=now, purpose=Purpose.MOVED, send_after=send_after)


def _is_yet_to_leave(text: Notification, *, by: datetime) -> bool:
    is_unsent = text.state == NotificationState.QUEUED and not text.attempts
    return is_unsent and text.send_after is not None and text.send_after <= by


def _last_told(session: Session, alert: Alert, officer: Officer) -> Notification | None:
    """Locked: whoever is just sending it has read the place already, or reads the new one."""
    told = select(Notification).where(
        Notification.alert_id == alert.id, Notification.officer == officer.id, Notification.purpose == Purpose.MOVED
    )
    newest = told.order_by(col(Notification.id).desc()).limit(1).with_for_update(key_share=True)
    return session.exec(newest.execution_options(populate_existing=True)).first()
