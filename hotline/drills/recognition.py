"""Telling a drill from a call for help: it comes from the drill's number, and one has just been placed."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline import cases, contacts
from hotline.alerts.opening import open_alert
from hotline.alerts.stepping_aside import finish
from hotline.models import Contact, Drill, DrillState
from routing.models import City

PLACED_WITHIN = timedelta(minutes=2)
"""A call from the drill's number without a drill placed so lately is a call like any other."""


def take_drill(session: Session, where: City, contact: Contact, *, now: datetime) -> Drill | None:
    """The drill that this new contact is, claimed for it; None for a call for help."""
    if where.drill_number is None or contact.caller != where.drill_number:
        return None
    drill = session.exec(
        select(Drill)
        .where(
            col(Drill.contact_id).is_(None),
            Drill.channel == contact.channel,
            col(Drill.placed_at) > now - PLACED_WITHIN,
        )
        .order_by(col(Drill.id))
        .limit(1)
        .with_for_update(key_share=True)
    ).first()
    if drill:
        drill.contact_id = contact.id
        if drill.state == DrillState.PLACED:  # one that has stepped aside meanwhile is still no call for help
            drill.state = DrillState.RUNNING
        session.add(drill)
    return drill


def begin_drill(session: Session, where: City, contact: Contact, *, now: datetime) -> bool:
    """Open the case and the alert of a drill if this new contact is one.

    The case is marked, so that it is counted nowhere; the district was chosen with the drill.
    """
    drill = take_drill(session, where, contact, now=now)
    if drill is None:
        return False
    case = cases.open_case(session, where, district=drill.district, now=now, why="a drill")
    case.drill = contact.drill = True
    contact.district = drill.district
    session.add(case)
    contacts.attach(session, contact, case, now=now)
    if drill.state == DrillState.RUNNING:
        open_alert(session, case.id, now=now, ring_at=now, why="a drill")
    else:
        finish(session, drill.id, DrillState.STEPPED_ASIDE, now=now)
    return True
