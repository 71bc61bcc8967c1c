"""What an officer has typed and not sent: kept by the service, never on the telephone, which others may use too."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.casework.refusals import Unusable
from hotline.models import Draft

FIELDS = {"note", "first_action", "message", "close"}
LONGEST_DRAFT = 5000


def keep_draft(session: Session, case_id: int, officer: str, field: str, body: str, *, now: datetime) -> None:
    """The newest words of a field; none: there is no draft any more."""
    if field not in FIELDS:
        raise Unusable("draft", "field")
    if len(body) > LONGEST_DRAFT:
        raise Unusable("note_length", "body")
    if not body.strip():
        forget_draft(session, case_id, officer, field)
        return
    new = insert(Draft).values(case_id=case_id, officer=officer, field=field, body=body, saved_at=now)
    key = [col(Draft.case_id), col(Draft.officer), col(Draft.field)]
    session.connection().execute(new.on_conflict_do_update(index_elements=key, set_={"body": body, "saved_at": now}))


def drafts_of(session: Session, case_id: int, officer: str) -> dict[str, str]:
    """By the field in which they were typed."""
    theirs = select(Draft.field, Draft.body).where(Draft.case_id == case_id, Draft.officer == officer)
    return dict(session.exec(theirs).all())


def forget_draft(session: Session, case_id: int, officer: str, field: str) -> None:
    theirs = (col(Draft.case_id) == case_id) & (col(Draft.officer) == officer)
    session.connection().execute(delete(Draft).where(theirs, col(Draft.field) == field))
