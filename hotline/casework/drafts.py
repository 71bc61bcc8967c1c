"""What an officer has typed and not sent: kept by the service, never on the telephone, which others may use too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Insert, Update, delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, or_, select

from hotline.casework.refusals import Unusable
from hotline.models import CasePerson, Draft

FIELDS = {"note", "first_action", "message", "close"}
OF_PERSON = re.compile(r"person\.(\d{1,9})\.(?:part|name|born|about)", re.ASCII)
"""A field about somebody: the id of their row, or 0 for somebody new."""
LONGEST_DRAFT = 5000


@dataclass(frozen=True)
class Kept:
    """One draft."""

    body: str
    saved_at: datetime


@dataclass(frozen=True)
class Known:
    """What a page knows of a draft: when the one that it goes on from was saved, and what it sent since, unanswered."""

    saved_at: datetime | None = None
    sent: Sequence[str] = ()

    def is_of(self, body: str) -> ColumnElement[bool]:
        """Whether the stored draft is that page's own; the same words again are nobody's loss."""
        return or_(col(Draft.saved_at) == self.saved_at, col(Draft.body).in_([body, *self.sent]))


class Overtaken(Exception):
    """Another page of this officer has saved a draft since, at `saved_at`; or has sent or emptied it (None)."""

    def __init__(self, saved_at: datetime | None) -> None:
        super().__init__("overtaken")
        self.saved_at = saved_at


def keep_draft(
    session: Session, case_id: int, officer: str, field: str, body: str, *, known: Known, now: datetime
) -> datetime | None:
    """Keep the newest words of a field; of none there is no draft any more. When it was saved.

    Raises Unusable; and Overtaken, when that would be at the cost of newer words of another device.
    """
    if not _is_field(session, case_id, field):
        raise Unusable("draft", "field")
    if len(body) > LONGEST_DRAFT:
        raise Unusable("note_length", "body")
    change = _change(Draft(case_id=case_id, officer=officer, field=field, body=body, saved_at=now), known)
    if session.connection().execute(change.returning(col(Draft.field))).first():
        return now if body.strip() else None
    there = session.exec(select(Draft.saved_at).where(_of(case_id, officer), Draft.field == field)).first()
    if there is None and not body.strip():
        return None
    raise Overtaken(there)


def _change(new: Draft, known: Known) -> Insert | Update | Delete:
    """Touches no row that isn't the page's own."""
    own = _of(new.case_id, new.officer) & (col(Draft.field) == new.field) & known.is_of(new.body)
    if not new.body.strip():
        return delete(Draft).where(own)
    values = {"body": new.body, "saved_at": new.saved_at}
    if known.saved_at is not None:  # gone meanwhile, it was sent: what comes late must not bring it back
        return update(Draft).where(own).values(values)
    key = [col(Draft.case_id), col(Draft.officer), col(Draft.field)]
    row = insert(Draft).values(new.model_dump())
    return row.on_conflict_do_update(index_elements=key, set_=values, where=known.is_of(new.body))


def drafts_of(session: Session, case_id: int, officer: str) -> dict[str, Kept]:
    """By the field in which they were typed."""
    theirs = select(Draft.field, Draft.body, Draft.saved_at).where(_of(case_id, officer))
    return {field: Kept(body, saved_at) for field, body, saved_at in session.exec(theirs)}


def forget_draft(session: Session, case_id: int, officer: str, field: str) -> None:
    _forget(session, case_id, officer, col(Draft.field) == field)


def forget_drafts_of_person(session: Session, case_id: int, officer: str, row: int) -> None:
    """`row`: 0 for somebody new."""
    _forget(session, case_id, officer, col(Draft.field).startswith(f"person.{row}."))


def _forget(session: Session, case_id: int, officer: str, which: ColumnElement[bool]) -> None:
    session.connection().execute(delete(Draft).where(_of(case_id, officer), which))


def _of(case_id: int, officer: str) -> ColumnElement[bool]:
    return (col(Draft.case_id) == case_id) & (col(Draft.officer) == officer)


def _is_field(session: Session, case_id: int, field: str) -> bool:
    if field in FIELDS:
        return True
    of_person = OF_PERSON.fullmatch(field)
    if of_person is None:
        return False
    row = int(of_person[1])
    one = select(CasePerson.id).where(CasePerson.id == row, CasePerson.case_id == case_id)
    return row == 0 or session.exec(one).first() is not None
