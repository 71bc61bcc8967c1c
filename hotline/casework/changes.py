"""What others have done to a case since a page of it was made.

Told by the very lines of the log that the page knew, not by the newest of them: a line with a smaller number may become
visible after it, since its transaction took longer.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from hotline.casework.event_lines import line_of
from hotline.casework.lines import Line
from hotline.casework.timeline import names_of
from hotline.models import Case, CaseEvent

MOST = 100
"""Lines that a page keeps in mind; people seldom write half as many about one case."""


def lines_of_people(session: Session, case_id: int) -> list[int]:
    """Numbers of the newest lines that people have written, the newest first."""
    lines = select(CaseEvent.id).where(CaseEvent.case_id == case_id, _by_people())
    return list(session.exec(lines.order_by(col(CaseEvent.id).desc()).limit(MOST)).all())


def changes_since(session: Session, case: Case, known: Collection[int], *, but_by: str) -> list[Line]:
    """What others have written besides these lines, the newest first."""
    forgotten = min(known) if len(known) >= MOST else 0
    news = select(CaseEvent).where(
        CaseEvent.case_id == case.id,
        _by_people(),
        CaseEvent.who != but_by,
        col(CaseEvent.id) > forgotten,
        col(CaseEvent.id).not_in(known),
    )
    events = session.exec(news.order_by(col(CaseEvent.id).desc()).limit(MOST)).all()
    names = names_of(session)
    return [line for event in events if (line := line_of(event, names))]


def _by_people() -> ColumnElement[bool]:
    return col(CaseEvent.who).is_not(None)
