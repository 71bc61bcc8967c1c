"""An officer takes over a case that a colleague has."""

from datetime import datetime

from sqlmodel import Session

from hotline.alerts.nothing_done import expect_action
from hotline.alerts.opening import newest_alert
from hotline.alerts.telling import tell_former_owner
from hotline.cases import hand_over
from hotline.db import locked
from hotline.models import Case, CaseState
from routing.models import Officer


def take_over(session: Session, case_id: int, officer: Officer, *, owner: str, now: datetime) -> bool:
    """The case is this officer's, if it is still `owner`'s, as they saw it. Who had it is told by text."""
    case = locked(session, Case, case_id)
    if case.state != CaseState.ACKNOWLEDGED or case.acknowledged_by != owner or owner == officer.id:
        return False
    hand_over(session, case, officer.id, now=now)
    expect_action(session, case, by=officer.id, now=now)
    if alert := newest_alert(session, case.id):
        tell_former_owner(session, alert, owner, now=now)
    return True
