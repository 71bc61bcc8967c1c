"""What those who go off duty leave to those who come on."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.rosters.noting import note_change
from hotline.staff.rights import Viewer
from routing.models import HandoverNote

FRESH = timedelta(hours=24)
LONGEST = 2000
"""Signs; a note is read in one glance."""
MOST = 20


def latest_handover(session: Session, districts: Collection[str], now: datetime) -> list[HandoverNote]:
    """Notes of the last 24 hours to these districts, the newest first; at most 20."""
    fresh = select(HandoverNote).where(col(HandoverNote.district).in_(districts), col(HandoverNote.at) > now - FRESH)
    return list(session.exec(fresh.order_by(col(HandoverNote.at).desc(), col(HandoverNote.id).desc()).limit(MOST)))


def count_handovers(session: Session, districts: Collection[str], *, but_by: str, now: datetime) -> dict[str, int]:
    """Notes of the last 24 hours by district, without those of one officer; none is left out."""
    fresh = col(HandoverNote.district).in_(districts) & (col(HandoverNote.at) > now - FRESH)
    counts = select(HandoverNote.district, func.count()).where(fresh, HandoverNote.by != but_by)
    return dict(session.exec(counts.group_by(col(HandoverNote.district))).all())


def write_handover(session: Session, viewer: Viewer, district: str, body: str, *, now: datetime) -> HandoverNote | None:
    """Leave a note. None for one that this officer has left just so within the last day: a form sent twice."""
    known = latest_handover(session, [district], now)
    if any((note.by, note.body) == (viewer.id, body) for note in known):
        return None
    note = HandoverNote(district=district, at=now, by=viewer.id, body=body)
    session.add(note)
    session.flush()
    note_change(session, viewer, "handover.written", now=now, subject=note.id, detail=district)
    return note
