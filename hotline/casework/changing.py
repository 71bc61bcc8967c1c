"""Changes of a case by hand: each is made to the case as the person saw it, or not at all."""

from sqlalchemy import update
from sqlmodel import Session, col

from hotline.casework.refusals import Refused, Stale
from hotline.models import Case, CaseState


def claim(session: Session, case_id: int, *, version: int | None = None) -> Case:
    """This case, locked, as one that is being changed.

    Raises Stale when it is no longer of the version that the person saw; None: whatever it is now.
    """
    as_seen = col(Case.id) == case_id
    if version is not None:
        as_seen = as_seen & (col(Case.version) == version)
    claimed = session.exec(
        update(Case).where(as_seen).values(version=Case.version + 1).returning(col(Case.id))
    ).scalar_one_or_none()
    if claimed is None:
        raise Stale
    return session.get_one(Case, case_id, populate_existing=True)


def must_be_taken(case: Case) -> None:
    """Raises Refused unless a human has the case and it is not closed."""
    if case.state == CaseState.OPEN:
        raise Refused("not_taken")
    must_not_be_closed(case)


def must_not_be_closed(case: Case) -> None:
    if case.state == CaseState.CLOSED:
        raise Refused("closed")
