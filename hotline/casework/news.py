"""What has come of a case since somebody looked: who ends it must have seen all of it.

The numbers of the log's lines don't tell: one with a smaller number may become visible after a greater one, since its
transaction took longer. But the log only grows, so whoever has seen as many lines as there are has seen them all.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from hotline.casework.refusals import Refused, Stale
from hotline.models import AlertState, CaseEvent


@dataclass(frozen=True)
class News:
    """How often a case has had news of each kind."""

    contacts: int
    """Calls and texts of callers, and what they have recorded."""
    taken: int
    """Acceptances by colleagues."""


def news_of(session: Session, case_id: int, *, who: str) -> News:
    """As `who` is to know it. Asked before anything else that a page shows, so that the page shows at least that."""
    counts = select(
        func.count().filter(_is_contact()),
        func.count().filter(_is_taken(), col(CaseEvent.who) != who),
    )
    return News(*session.exec(counts.where(CaseEvent.case_id == case_id)).one())


def must_have_seen_all(session: Session, case_id: int, seen: News, *, who: str) -> None:
    """Of a claimed case; `seen`: when their page was made.

    Raises Refused when a caller has called or written since then, and Stale when a colleague has accepted the case.
    """
    now = news_of(session, case_id, who=who)
    if now.contacts > seen.contacts:
        raise Refused("news")
    if now.taken > seen.taken:
        raise Stale


def _is_contact() -> ColumnElement[bool]:
    begins = (col(CaseEvent.what) == "contact.state") & col(CaseEvent.before).is_(None)
    return begins | (col(CaseEvent.what) == "contact.recording")


def _is_taken() -> ColumnElement[bool]:
    return (col(CaseEvent.what) == "alert.state") & (col(CaseEvent.after) == AlertState.ACKNOWLEDGED)
