"""Writes down who changed a roster or left a note to it: for who reads what was done, and for pages that are open."""

from datetime import datetime

from sqlmodel import Session

from hotline.models import event
from hotline.staff.accesses import note_access
from hotline.staff.rights import Viewer


def note_change(
    session: Session, viewer: Viewer, what: str, *, now: datetime, detail: str, subject: int | None = None
) -> None:
    """`what` such as 'roster.changed', `subject` the hours that were passed on; `detail` must hold nothing personal."""
    note_access(session, viewer, what, now=now, subject=subject, detail=detail)
    session.add(event(None, what, now=now, who=viewer.id, why=detail))
