"""What has come of a case since somebody looked: who ends it must have seen all of it."""

from sqlalchemy import or_
from sqlmodel import Session, col, select

from hotline.casework.refusals import Refused, Stale
from hotline.models import AlertState, CaseEvent


def must_have_seen_all(session: Session, case_id: int, seen: int, *, who: str) -> None:
    """Of a claimed case; `seen`: the newest event of their page.

    Raises Refused when a caller has called or written since then, and Stale when a colleague has accepted the case.
    """
    since = select(CaseEvent.what).where(
        CaseEvent.case_id == case_id,
        col(CaseEvent.id) > seen,
        or_(
            (col(CaseEvent.what) == "contact.state") & col(CaseEvent.before).is_(None),
            (col(CaseEvent.what) == "alert.state")
            & (col(CaseEvent.after) == AlertState.ACKNOWLEDGED)
            & (col(CaseEvent.who) != who),
        ),
    )
    missed = set(session.exec(since).all())
    if "contact.state" in missed:
        raise Refused("news")
    if missed:
        raise Stale
