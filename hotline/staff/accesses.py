"""Writes down who read what."""

from datetime import datetime

from sqlmodel import Session, col, select

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


def is_noted(
    session: Session,
    who: str,
    what: str,
    *,
    since: datetime,
    case_id: int | None = None,
    subject: int | None = None,
    detail: str | None = None,
) -> bool:
    """Whether the same is written down already, later than `since`; of whichever subject if none is given."""
    noted = select(Access.id).where(
        Access.who == who,
        Access.what == what,
        Access.case_id == case_id,
        Access.detail == detail,
        col(Access.at) > since,
    )
    if subject is not None:
        noted = noted.where(Access.subject == subject)
    return session.exec(noted.limit(1)).first() is not None
