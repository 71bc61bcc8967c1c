"""A human takes a case at the console."""

from datetime import datetime

from sqlmodel import Session

from hotline import notifications
from hotline.alerts.acceptance import take
from hotline.alerts.offers import offer_free_officer
from hotline.alerts.opening import running_alert
from hotline.models import Case


def take_by_hand(session: Session, case: Case, officer: str, *, now: datetime) -> bool:
    """End what still rings for this locked case: whoever is rung need not be. False when nothing rang."""
    alert = running_alert(session, case.id)
    if alert is None or not take(session, case, alert.id, officer, now=now):
        return False
    for freed in notifications.cancel_others(session, alert.id, now=now):
        offer_free_officer(session, freed, now=now)
    session.flush()
    return True
