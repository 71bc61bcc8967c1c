"""Who else has a case's page open right now: two who work on it at once shall know of each other."""

from datetime import datetime, timedelta

from sqlalchemy import delete, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.models import CaseViewing
from routing.models import Officer

GONE = timedelta(seconds=20)
"""A page says every 8 seconds that it is open. One that has not said so lately is closed, or has lost its network."""


def look_on(session: Session, case_id: int, officer: str, *, now: datetime) -> list[Officer]:
    """This officer has the case open; returns the others who have. Some seconds are all that this may be wrong by."""
    _forget_the_gone(session, now=now)
    mine = insert(CaseViewing).values(case_id=case_id, officer=officer, seen_at=now)
    session.exec(mine.on_conflict_do_update(index_elements=["case_id", "officer"], set_={"seen_at": now}))
    others = (
        select(Officer)
        .join(CaseViewing, col(CaseViewing.officer) == col(Officer.id))
        .where(CaseViewing.case_id == case_id, CaseViewing.officer != officer, col(CaseViewing.seen_at) > now - GONE)
    )
    return list(session.exec(others.order_by(col(Officer.name), col(Officer.id))).all())


def _forget_the_gone(session: Session, *, now: datetime) -> None:
    """Everywhere, so that there are never more rows than open pages; what another just forgets is left to them."""
    key = tuple_(col(CaseViewing.case_id), col(CaseViewing.officer))
    gone = select(CaseViewing.case_id, CaseViewing.officer).where(col(CaseViewing.seen_at) <= now - GONE)
    session.exec(delete(CaseViewing).where(key.in_(gone.with_for_update(skip_locked=True))))
