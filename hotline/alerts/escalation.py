"""The next step of an alert: whom it reaches, when the one after it is due, and what follows the last."""

from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import update
from sqlmodel import Session, col, select

from hotline.models import RUNNING, Alert, AlertState, Case, Notification, Purpose, event, reasons
from hotline.reaching import keep_lines, reach
from routing.models import Channel, Officer, Role
from routing.policy import EscalationPolicy, Position, Ring, choose_policy
from routing.roster import can_be_rung, city, officers_for


def escalate(session: Session, alert_id: int, *, now: datetime) -> bool:
    """Start the next step if it is due. Safe to run early, late, twice or at once: only one claims it."""
    claimed = session.exec(
        update(Alert)
        .where(col(Alert.id) == alert_id, col(Alert.state).in_(RUNNING), col(Alert.next_step_at) <= now)
        .values(next_step_at=None)
        .returning(col(Alert.id))
    ).scalar_one_or_none()
    if claimed is None:
        return False
    alert = session.get_one(Alert, alert_id, populate_existing=True)
    if alert.state == AlertState.EXHAUSTED and alert.step > 0:
        _remind_managers(session, alert, now=now)
    else:
        _start_next_step(session, alert, now=now)
    session.add(alert)
    session.flush()
    return True


def policy_of(session: Session, case: Case) -> EscalationPolicy:
    return choose_policy(city(session).escalation, urgency=case.urgency, district=case.district)


def officers_of_step(
    session: Session, case: Case, policy: EscalationPolicy, position: Position, *, now: datetime
) -> list[Officer]:
    """Whom a step reaches now. Whoever already has the case is with the first ones when it calls again."""
    officers = officers_for(session, policy.step_at(position).ring, district=case.district, now=now)
    if case.acknowledged_by and position.step == 1 and all(case.acknowledged_by != one.id for one in officers):
        owner = session.exec(select(Officer).where(Officer.id == case.acknowledged_by, can_be_rung())).all()
        return [*owner, *officers]
    return officers


def _start_next_step(session: Session, alert: Alert, *, now: datetime) -> None:
    """The next step; after the last one the alert is exhausted, unless everybody was on other calls all along."""
    if _go_on(session, alert, now=now):
        return
    if alert.step and not has_rung(session, alert):  # in a flood; it waits in line until somebody comes free
        _begin_again(session, alert, now=now)
        if _go_on(session, alert, now=now):
            return
    _exhaust(session, alert, now=now)


def has_rung(session: Session, alert: Alert) -> bool:
    """Whether anybody was to be reached for it since its policy began; otherwise it waits in line for anybody."""
    rung = select(Notification.id).where(
        Notification.alert_id == alert.id,
        Notification.round == alert.round,
        Notification.purpose == Purpose.ALERT,
        Notification.channel != Channel.PUSH,
    )
    return session.exec(rung.limit(1)).first() is not None


def _begin_again(session: Session, alert: Alert, *, now: datetime) -> None:
    _log_step(session, alert, Position(0, 0), now=now, why="everybody was on other calls")
    alert.round, alert.step, alert.turn = alert.round + 1, 0, 0


def _go_on(session: Session, alert: Alert, *, now: datetime) -> bool:
    """To the next step that reaches somebody who is free; if all are on the line, to the first with anybody.

    False when no further step has anybody.
    """
    case = session.get_one(Case, alert.case_id)
    policy = policy_of(session, case)
    officers = _officers_of_steps(session, case, policy, now=now)
    everyone_busy: Position | None = None
    passed_over = set()  # the repetitions of a step find the same ones as on the line as before
    for position in policy.positions_after(Position(alert.step, alert.turn)):
        wait = policy.step_at(position).wait
        if position.step not in passed_over:
            if reach(session, alert, position, officers[position.step], wait=wait, now=now):
                _enter(session, alert, position, wait, now=now, why=reasons.STEP_STARTED)
                return True
            passed_over.add(position.step)
        why = reasons.EVERYONE_IS_BUSY if officers[position.step] else reasons.NOBODY_IS_THERE
        _log_step(session, alert, position, now=now, why=why)
        everyone_busy = everyone_busy or (position if officers[position.step] else None)
    if everyone_busy:
        wait = policy.step_at(everyone_busy).wait
        _enter(session, alert, everyone_busy, wait, now=now, why=reasons.WAITS_FOR_SOMEBODY)
    return everyone_busy is not None


def _officers_of_steps(
    session: Session, case: Case, policy: EscalationPolicy, *, now: datetime
) -> dict[int, list[Officer]]:
    """Whom each step reaches. None of them comes free unnoticed from here on, nor the managers who come after."""
    steps = range(1, len(policy.steps) + 1)
    officers = {step: officers_of_step(session, case, policy, Position(step, 1), now=now) for step in steps}
    keep_lines(session, chain(_managers(session, now=now), *officers.values()))
    return officers


def _enter(session: Session, alert: Alert, position: Position, wait: timedelta, *, now: datetime, why: str) -> None:
    _log_step(session, alert, position, now=now, why=why)
    _set_state(session, alert, AlertState.RINGING, now=now)
    alert.step, alert.turn = position.step, position.turn
    alert.next_step_at = now + wait


def _set_state(session: Session, alert: Alert, state: AlertState, *, now: datetime) -> None:
    if alert.state != state:
        session.add(event(alert.case_id, "alert.state", now=now, subject=alert.id, before=alert.state, after=state))
        alert.state = state


def _log_step(session: Session, alert: Alert, position: Position, *, now: datetime, why: str) -> None:
    before, after = f"{alert.step}.{alert.turn}", f"{position.step}.{position.turn}"
    session.add(event(alert.case_id, "alert.step", now=now, subject=alert.id, before=before, after=after, why=why))


def _exhaust(session: Session, alert: Alert, *, now: datetime) -> None:
    """The last step has passed. The alert stays open and red, and the managers are told again and again.

    An alert that found nobody at all looks for somebody again each time: a shift may have begun.
    """
    _set_state(session, alert, AlertState.EXHAUSTED, now=now)
    _remind_managers(session, alert, now=now)


def _remind_managers(session: Session, alert: Alert, *, now: datetime) -> None:
    pause = timedelta(seconds=city(session).repeat_exhausted_seconds)
    alert.round += 1
    alert.next_step_at = now + pause
    position = Position(alert.step, alert.turn)
    managers, last = _managers_and_last(session, session.get_one(Case, alert.case_id), now=now)
    if not reach(session, alert, position, managers, wait=pause, now=now):
        reach(session, alert, position, last, wait=pause, now=now)


def _managers_and_last(session: Session, case: Case, *, now: datetime) -> tuple[list[Officer], list[Officer]]:
    """If no manager can be reached, whoever the policy names last hears of it again."""
    managers = _managers(session, now=now)
    policy = policy_of(session, case)
    last = officers_of_step(session, case, policy, Position(len(policy.steps), 1), now=now) if policy.steps else []
    keep_lines(session, [*managers, *last])
    return managers, last


def _managers(session: Session, *, now: datetime) -> list[Officer]:
    return officers_for(session, Ring(role=Role.MANAGER), district=None, now=now)
