"""A human takes a case at the console."""

from datetime import datetime

from sqlmodel import Session

from hotline.alerts.acceptance import spare_others, take
from hotline.alerts.opening import running_alert
from hotline.models import Case


def take_by_hand(session: Session, case: Case, officer: str, *, now: datetime) -> bool:
    """End what still rings for this locked case: whoever is rung need not be. False when nothing rang.

    Not while a caller is on the line: then somebody must be put through (`hotline.alerts.by_hand`).
    """
    alert = running_alert(session, case.id)
    if alert is None or not take(session, case, alert.id, officer, now=now):
        return False
    spare_others(session, alert.id, now=now)
    session.flush()
    return True
