"""Who works on which case: asked first on every address of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fastapi import Request
from sqlmodel import Session

from hotline.alerts.unread import READ
from hotline.console.console import Console, NotFound
from hotline.models import Case
from hotline.staff.accesses import is_noted, note_access
from hotline.staff.rights import Right, Viewer, visible_case

READ_ON, READS_ON = "case.read_on", timedelta(hours=1)


@dataclass(frozen=True)
class Work:
    """One request of somebody who may work on this case."""

    session: Session
    viewer: Viewer
    case: Case
    now: datetime

    @property
    def who(self) -> str:
        return self.viewer.id


def work_on(console: Console, request: Request, session: Session, number: str) -> Work:
    """Raises NotSignedIn, or NotFound for a case that is none, or none of theirs."""
    viewer = console.viewer(request, session, Right.CASES)
    case = visible_case(session, viewer, number) if number.isprintable() else None
    if case is None:
        raise NotFound
    return Work(session, viewer, case, console.now())


def note_reading(work: Work) -> None:
    """A part of a page shows as much as the page: who fetches it alone is written down too, once an hour."""
    if not (has_noted(work, READ) or has_noted(work, READ_ON)):
        note_access(work.session, work.viewer, READ_ON, now=work.now, case_id=work.case.id)


def has_noted(work: Work, what: str, subject: int | None = None) -> bool:
    """Whether it is written down already, within the last hour."""
    since = work.now - READS_ON
    return is_noted(work.session, work.who, what, since=since, case_id=work.case.id, subject=subject)


def is_part(request: Request) -> bool:
    """Whether a part of a page is wanted, for the page that is shown already."""
    return request.headers.get("hx-request") == "true"
