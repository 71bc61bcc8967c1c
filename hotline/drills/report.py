"""What a drill measured, leg by leg, against the targets of the city file."""

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
    drill = session.get_one(Drill, drill_id, populate_existing=True)
    targets = city(session).drill_targets
    contact = session.get(Contact, drill.contact_id, populate_existing=True) if drill.contact_id else None
    alert = _alert(session, contact)
    began = contact.started_at if contact else None
    accepted = alert.acknowledged_at if alert else None
    legs = [
        Leg("answered", _between(drill.placed_at, began), targets["answered"]),
        Leg("rung", _between(began, _first_ring(session, alert)), targets["rung"]),
        Leg("accepted", _between(began, accepted), targets["accepted"]),
    ]
    if drill.channel == ContactChannel.VOICE:
        connected = contact.answered_at if contact else None
        legs.append(Leg("connected", _between(accepted, connected), HANDED_OVER_SECONDS))
    return Report(drill.id, drill.district, drill.state, drill.placed_at, tuple(legs))


def latest_reports(session: Session) -> list[Report]:
    """The newest first."""
    newest = select(Drill.id).order_by(col(Drill.id).desc()).limit(MOST_SHOWN)
    return [report_on(session, drill) for drill in session.exec(newest).all()]


def overdue_drills(session: Session, *, now: datetime) -> list[int]:
    """Drills that nobody ends: they were placed from a page, or their command has died."""
    return list(session.exec(select(Drill.id).where(RUNNING_DRILLS, now >= GIVEN_UP_AT)).all())


def _alert(session: Session, contact: Contact | None) -> Alert | None:
    if contact is None:
        return None
    newest = select(Alert).where(Alert.case_id == contact.case_id).order_by(col(Alert.id).desc()).limit(1)
    return session.exec(newest.execution_options(populate_existing=True)).first()


def _first_ring(session: Session, alert: Alert | None) -> datetime | None:
    if alert is None:
        return None
    by_telephone = (Notification.alert_id == alert.id, Notification.channel != Channel.PUSH)
    return session.exec(select(func.min(Notification.sent_at)).where(*by_telephone)).one()


def _between(start: datetime | None, end: datetime | None) -> float | None:
    return (end - start).total_seconds() if start and end else None
