"""Who works on which case: asked first on every address of a case."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from sqlmodel import Session

from hotline.console.console import Console, NotFound
from hotline.models import Case
from hotline.staff.rights import Right, Viewer, visible_case


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


def is_part(request: Request) -> bool:
    """Whether a part of a page is wanted, for the page that is shown already."""
    return request.headers.get("hx-request") == "true"
