"""What the database tells about the service's health, read in one go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.alarms.parts import silent_parts
from hotline.alarms.raising import open_alarms
from hotline.heartbeats import Part, last_beats
from hotline.models import RUNNING, Alert, Case
from hotline.service import Service


@dataclass(frozen=True)
class View:
    now: datetime
    beats: dict[Part, datetime]
    silent: dict[Part, datetime | None]
    alarms: list[str]
    """The kind of each open alarm."""
    alerts: int
    """Alerts of real cases that demand a human."""
    oldest_alert: timedelta


def look(service: Service) -> View:
    """Raises what the database raises when it is away."""
    now = service.clock.now()
    with service.transaction() as session:
        alerts, oldest = _running_alerts(session)
        return View(
            now=now,
            beats=last_beats(session, now=now),
            silent=silent_parts(session, now=now),
            alarms=[alarm.kind for alarm in open_alarms(session)],
            alerts=alerts,
            oldest_alert=now - (oldest or now),
        )


def _running_alerts(session: Session) -> tuple[int, datetime | None]:
    running = (
        select(func.count(), func.min(Alert.opened_at))
        .join(Case, col(Case.id) == col(Alert.case_id))
        .where(col(Alert.state).in_(RUNNING), col(Case.drill).is_(False))
    )
    count, oldest = session.exec(running).one()
    return count, oldest
