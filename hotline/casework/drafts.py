"""What an officer has typed and not sent: kept by the service, never on the telephone, which others may use too."""

import re
from datetime import datetime

from sqlalchemy import ColumnElement, delete
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.casework.refusals import Unusable
from hotline.models import CasePerson, Draft

FIELDS = {"note", "first_action", "message", "close"}
OF_PERSON = re.compile(r"person\.(\d{1,9})\.(?:part|name|born|about)", re.ASCII)
"""A field about somebody: the id of their row, or 0 for somebody new."""
LONGEST_DRAFT = 5000


def keep_draft(session: Session, case_id: int, officer: str, field: str, body: str, *, now: datetime) -> None:
    """The newest words of a field; none: there is no draft any more."""
    if not _is_field(session, case_id, field):
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
    _forget(session, case_id, officer, col(Draft.field) == field)


def forget_drafts_of_person(session: Session, case_id: int, officer: str, row: int) -> None:
    """`row`: 0 for somebody new."""
    _forget(session, case_id, officer, col(Draft.field).startswith(f"person.{row}."))


def _forget(session: Session, case_id: int, officer: str, which: ColumnElement[bool]) -> None:
    theirs = (col(Draft.case_id) == case_id) & (col(Draft.officer) == officer)
    session.connection().execute(delete(Draft).where(theirs, which))


def _is_field(session: Session, case_id: int, field: str) -> bool:
    if field in FIELDS:
        return True
    of_person = OF_PERSON.fullmatch(field)
    if of_person is None:
        return False
    row = int(of_person[1])
    one = select(CasePerson.id).where(CasePerson.id == row, CasePerson.case_id == case_id)
    return row == 0 or session.exec(one).first() is not None
