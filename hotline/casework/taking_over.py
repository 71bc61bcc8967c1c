"""An officer takes over a case that a colleague has."""

from datetime import datetime

from sqlmodel import Session

from hotline.alerts.nothing_done import expect_action
from hotline.alerts.opening import newest_alert
from hotline.db import locked
from hotline.models import Case, CaseState, Purpose, event
from hotline.reaching import add_news
from routing.models import Channel, Officer


def take_over(session: Session, case_id: int, officer: Officer, *, owner: str, now: datetime) -> bool:
    """The case is this officer's, if it is still `owner`'s, as they saw it. Who had it is told by text."""
    case = locked(session, Case, case_id)
    if case.state != CaseState.ACKNOWLEDGED or case.acknowledged_by != owner or owner == officer.id:
        return False
    case.acknowledged_by, case.version = officer.id, case.version + 1
    expect_action(session, case, now=now)
    session.add(case)
    session.add(event(case.id, "case.owner", now=now, subject=case.id, before=owner, after=officer.id, who=officer.id))
    _tell(session, case, session.get_one(Officer, owner), now=now)
    return True


def _tell(session: Session, case: Case, former: Officer, *, now: datetime) -> None:
    alert = newest_alert(session, case.id)
    if alert and former.active and Channel.SMS in former.channels:
        add_news(session, alert, former, now=now, purpose=Purpose.TAKEN_OVER)
