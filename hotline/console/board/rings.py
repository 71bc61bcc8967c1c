"""What rings now, as far as somebody may see it: a handful of questions, however much rings."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, select

from hotline.contacts import is_live
from hotline.models import RUNNING, Alert, AlertState, Case, Contact, Notification, NotificationState, Purpose
from hotline.notifications import IN_FLIGHT
from routing.models import Officer
from routing.policy import choose_policy
from routing.roster import city

MOST = 300
"""Alerts shown at once; the oldest are the first."""
LATELY = timedelta(seconds=90)
"""How long the board tells who has taken an alert."""
MOST_LATELY = 10


@dataclass(frozen=True)
class Attempt:
    """One officer who is being reached now."""

    officer: str
    name: str
    channels: tuple[str, ...]


@dataclass(frozen=True)
class Ring:
    """One alert, and whom it reaches."""

    alert: Alert
    case: Case
    steps: int
    """Of its policy."""
    attempts: tuple[Attempt, ...]
    caller_waits: bool
    place_known: bool
    owner: str | None
    """Name of whoever has the case already, and is called for again."""

    @property
    def exhausted(self) -> bool:
        return self.alert.state == AlertState.EXHAUSTED

    def rings_for(self, officer: str) -> bool:
        return any(attempt.officer == officer for attempt in self.attempts)


@dataclass(frozen=True)
class Taken:
    """An alert that a human has just taken."""

    case: Case
    by: str
    name: str
    at: datetime


def ringing(session: Session, seen: ColumnElement[bool], *, most: int = MOST) -> list[Ring]:
    """Where a Case is `seen`, the oldest first."""
    query = (
        select(Alert, Case).join(Case, col(Case.id) == col(Alert.case_id)).where(col(Alert.state).in_(RUNNING), seen)
    )
    rows = session.exec(query.order_by(col(Alert.opened_at), col(Alert.id)).limit(most)).all()
    cases = [case.id for _, case in rows]
    attempts = _attempts(session, [alert.id for alert, _ in rows])
    waiting, placed = _waiting(session, cases), _placed(session, cases)
    names = names_of(session, {case.acknowledged_by for _, case in rows})
    steps_of = _step_counter(session)
    return [
        Ring(
            alert,
            case,
            steps=steps_of(case.urgency, case.district),
            attempts=attempts.get(alert.id, ()),
            caller_waits=case.id in waiting,
            place_known=case.id in placed,
            owner=names.get(case.acknowledged_by or ""),
        )
        for alert, case in rows
    ]


def count_ringing(session: Session, seen: ColumnElement[bool]) -> int:
    """All of them, where a Case is `seen`."""
    rows = select(func.count(col(Alert.id))).join(Case, col(Case.id) == col(Alert.case_id))
    return session.exec(rows.where(col(Alert.state).in_(RUNNING), seen)).one()


def taken_lately(session: Session, seen: ColumnElement[bool], *, now: datetime) -> list[Taken]:
    """Where a Case and its Alert are `seen`, the newest first."""
    lately = (
        select(Alert, Case, Officer.name)
        .join(Case, col(Case.id) == col(Alert.case_id))
        .join(Officer, col(Officer.id) == col(Alert.acknowledged_by))
        .where(Alert.state == AlertState.ACKNOWLEDGED, col(Alert.acknowledged_at) > now - LATELY, seen)
        .where(col(Case.opened_at) > now - timedelta(days=1))
        .order_by(col(Alert.acknowledged_at).desc())
        .limit(MOST_LATELY)
    )
    return [
        Taken(case, by=alert.acknowledged_by or "", name=name, at=alert.acknowledged_at or now)
        for alert, case, name in session.exec(lately).all()
    ]


def names_of(session: Session, officers: Iterable[str | None]) -> dict[str, str]:
    wanted = {officer for officer in officers if officer}
    return dict(session.exec(select(Officer.id, Officer.name).where(col(Officer.id).in_(wanted))).all())


def _attempts(session: Session, alerts: Collection[int]) -> dict[int, tuple[Attempt, ...]]:
    """Who is reached for each alert in its present turn."""
    of_turn = and_(
        col(Notification.alert_id) == col(Alert.id),
        col(Notification.round) == col(Alert.round),
        col(Notification.step) == col(Alert.step),
        col(Notification.turn) == col(Alert.turn),
    )
    query = (
        select(Notification.alert_id, Notification.officer, Officer.name, Notification.channel)
        .join(Alert, of_turn)
        .join(Officer, col(Officer.id) == col(Notification.officer))
        .where(col(Notification.alert_id).in_(alerts), Notification.purpose == Purpose.ALERT, _still_reaches())
        .order_by(col(Notification.id))
    )
    channels: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for alert, officer, name, channel in session.exec(query).all():
        channels[alert, officer, name].append(channel)
    found: defaultdict[int, tuple[Attempt, ...]] = defaultdict(tuple)
    for (alert, officer, name), by in channels.items():
        found[alert] += (Attempt(officer, name, tuple(by)),)
    return found


def _still_reaches() -> ColumnElement[bool]:
    return col(Notification.state).in_([*IN_FLIGHT, NotificationState.ACCEPTED])


def _waiting(session: Session, cases: Collection[int]) -> set[int | None]:
    return set(session.exec(select(Contact.case_id).where(is_live(), col(Contact.case_id).in_(cases))).all())


def _placed(session: Session, cases: Collection[int]) -> set[int | None]:
    placed = select(Contact.case_id).where(col(Contact.case_id).in_(cases), col(Contact.place).is_not(None))
    return set(session.exec(placed.group_by(col(Contact.case_id)).having(func.count() > 0)).all())


def _step_counter(session: Session) -> Callable[[str, str | None], int]:
    """How many steps the policy of an urgency and a district has."""
    escalation = city(session).escalation

    @cache
    def steps_of(urgency: str, district: str | None) -> int:
        return len(choose_policy(escalation, urgency=urgency, district=district).steps)

    return steps_of
