"""Where a case belongs and how urgent it is, as decided by a human."""

from datetime import datetime

from sqlmodel import Session

from hotline import cases
from hotline.alerts.opening import begin_anew, open_alert
from hotline.alerts.rerouting import reroute
from hotline.casework.changing import claim, must_not_be_closed
from hotline.casework.refusals import Refused, Unusable
from hotline.models import Case, CaseState, Urgency, event
from routing.models import District

MOVED = "a human says whose case it is"
RAISED = "a human says that it is more urgent"
ORDER = [Urgency.NORMAL, Urgency.HIGH, Urgency.URGENT]


def change_district(
    session: Session, case_id: int, district: str | None, *, keep: bool, who: str, now: datetime, version: int
) -> None:
    """Give the case to another district; None: the city desk. Its officers on duty are rung.

    Nobody has a case that was given away until one of them accepts it, unless `keep`: who has it goes on, and nobody
    is rung. Raises Refused.
    """
    if district is not None and session.get(District, district) is None:
        raise Unusable("district", "district")
    case = claim(session, case_id, version=version)
    must_not_be_closed(case)
    if case.district == district:
        raise Refused("same_district")
    if case.state == CaseState.OPEN:
        reroute(session, case, district, now=now, why=MOVED, who=who)
        return
    cases.set_district(session, case, district, now=now, why=MOVED, who=who)
    if not keep or case.acknowledged_by is None:
        _hand_over(session, case, who=who, now=now)


def _hand_over(session: Session, case: Case, *, who: str, now: datetime) -> None:
    session.add(event(case.id, "case.owner", now=now, subject=case.id, before=case.acknowledged_by, who=who, why=MOVED))
    case.acknowledged_by = None
    session.add(case)
    session.flush()
    open_alert(session, case.id, now=now, ring_at=now, why=MOVED)
    begin_anew(session, case.id, now=now, why=MOVED)  # one that had been running rings the others now


def change_urgency(session: Session, case_id: int, urgency: Urgency, *, who: str, now: datetime, version: int) -> None:
    """More urgent while nobody has it: everybody of the first step is rung anew. Raises Refused."""
    case = claim(session, case_id, version=version)
    must_not_be_closed(case)
    before = Urgency(case.urgency)
    if before == urgency:
        raise Refused("same_urgency")
    session.add(event(case.id, "case.urgency", now=now, subject=case.id, before=before, after=urgency, who=who))
    case.urgency = urgency
    session.add(case)
    session.flush()
    if case.state == CaseState.OPEN and ORDER.index(urgency) > ORDER.index(before):
        begin_anew(session, case.id, now=now, why=RAISED)
