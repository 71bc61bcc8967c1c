"""What a drill measured, leg by leg, against the targets of the city file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from hotline.alerts.stepping_aside import RUNNING_DRILLS
from hotline.models import Alert, Contact, ContactChannel, Drill, DrillState, Notification
from routing.models import Channel, City
from routing.roster import city

MOST_SHOWN = 10
HANDED_OVER_SECONDS = 15.0
"""From the officer's key to the bridge; no city has another measure for that."""

_TARGET = col(City.drill_targets)
_SECONDS = _TARGET["answered"].as_float() + _TARGET["accepted"].as_float() + HANDED_OVER_SECONDS
GIVEN_UP_AT = col(Drill.placed_at) + select(func.make_interval(0, 0, 0, 0, 0, 0, _SECONDS)).scalar_subquery()
"""What has not happened in a Drill by then has happened too late."""


@dataclass(frozen=True)
class Leg:
    """One part of the way; `seconds` is None while it has not been gone."""

    name: str
    seconds: float | None
    target: float

    @property
    def passed(self) -> bool:
        return self.seconds is not None and self.seconds <= self.target


@dataclass(frozen=True)
class Report:
    drill: int
    district: str
    state: str
    placed_at: datetime
    legs: tuple[Leg, ...]

    @property
    def passed(self) -> bool:
        return self.state != DrillState.STEPPED_ASIDE and all(leg.passed for leg in self.legs)

    @property
    def running(self) -> bool:
        return self.state in {DrillState.PLACED, DrillState.RUNNING}

    @property
    def complete(self) -> bool:
        return all(leg.seconds is not None for leg in self.legs)

    def as_json(self) -> dict[str, Any]:
        legs = [asdict(leg) | {"passed": leg.passed} for leg in self.legs]
        return {
            "drill": self.drill,
            "district": self.district,
            "state": self.state,
            "passed": self.passed,
            "legs": legs,
        }


def report_on(session: Session, drill_id: int) -> Report:
    """How far a drill has come."""
    (report,) = _reports(session, [drill_id])
    return report


def latest_reports(session: Session) -> list[Report]:
    """The newest first."""
    newest = select(Drill.id).order_by(col(Drill.id).desc()).limit(MOST_SHOWN)
    return _reports(session, session.exec(newest).all())


def overdue_drills(session: Session, *, now: datetime) -> list[int]:
    """Drills that nobody ends: they were placed from a page, or their command has died."""
    return list(session.exec(select(Drill.id).where(RUNNING_DRILLS, now >= GIVEN_UP_AT)).all())


def _reports(session: Session, drills: Sequence[int]) -> list[Report]:
    """The newest first; however many they are, in as many questions."""
    known = select(Drill, Contact).outerjoin(Contact, col(Contact.id) == col(Drill.contact_id))
    newest_first = known.where(col(Drill.id).in_(drills)).order_by(col(Drill.id).desc())
    rows = session.exec(newest_first.execution_options(populate_existing=True)).all()
    alerts = _alerts(session, [contact.case_id for _, contact in rows if contact])
    rings = _first_rings(session, [alert.id for alert in alerts.values()])
    targets = city(session).drill_targets
    reports = []
    for drill, contact in rows:
        alert = alerts.get(contact.case_id) if contact else None
        legs = _legs(drill, contact, alert, rings.get(alert.id) if alert else None, targets)
        reports.append(Report(drill.id, drill.district, drill.state, drill.placed_at, legs))
    return reports


def _legs(
    drill: Drill, contact: Contact | None, alert: Alert | None, rung: datetime | None, targets: Mapping[str, float]
) -> tuple[Leg, ...]:
    began = contact.started_at if contact else None
    accepted = alert.acknowledged_at if alert else None
    legs = (
        Leg("answered", _between(drill.placed_at, began), targets["answered"]),
        Leg("rung", _between(began, rung), targets["rung"]),
        Leg("accepted", _between(began, accepted), targets["accepted"]),
    )
    if drill.channel != ContactChannel.VOICE:
        return legs
    return (*legs, Leg("connected", _between(accepted, contact.answered_at if contact else None), HANDED_OVER_SECONDS))


def _alerts(session: Session, cases: Sequence[int | None]) -> dict[int | None, Alert]:
    """The newest one of each case."""
    newest = select(func.max(Alert.id)).where(col(Alert.case_id).in_(cases)).group_by(col(Alert.case_id))
    theirs = select(Alert).where(col(Alert.id).in_(newest)).execution_options(populate_existing=True)
    return {alert.case_id: alert for alert in session.exec(theirs)}


def _first_rings(session: Session, alerts: Sequence[int]) -> dict[int, datetime | None]:
    """By alert, when somebody was rung by telephone."""
    by_telephone = (col(Notification.alert_id).in_(alerts), Notification.channel != Channel.PUSH)
    rung = select(Notification.alert_id, func.min(Notification.sent_at)).where(*by_telephone)
    return dict(session.exec(rung.group_by(col(Notification.alert_id))).all())


def _between(start: datetime | None, end: datetime | None) -> float | None:
    return (end - start).total_seconds() if start and end else None
