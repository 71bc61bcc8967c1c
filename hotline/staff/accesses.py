"""Writes down who read what."""

from datetime import datetime

from sqlmodel import Session

from hotline.models import Access
from hotline.staff.rights import Viewer


def note_access(
    session: Session,
    viewer: Viewer,
    what: str,
    *,
    now: datetime,
    case_id: int | None = None,
    subject: int | None = None,
    detail: str | None = None,
) -> None:
    """`what` such as 'case.read'; `detail` must hold nothing personal."""
    session.add(Access(at=now, who=viewer.id, what=what, case_id=case_id, subject=subject, detail=detail))
