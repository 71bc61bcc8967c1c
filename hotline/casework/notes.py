"""What officers write down about a case. Never changed; a correction is another note."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col

from hotline.casework.drafts import forget_draft
from hotline.casework.marks import must_be_the_same
from hotline.casework.refusals import Unusable
from hotline.models import CaseNote, event

LONGEST_NOTE = 5000


def add_note(
    session: Session, case_id: int, body: str, *, who: str, form_id: str, now: datetime, draft: str = "note"
) -> int | None:
    """The new note's id; None when this form has written it before. `draft`: the field in which it was typed.

    Raises Refused.
    """
    words = body.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise Unusable("note_length", "body")
    new = insert(CaseNote).values(case_id=case_id, at=now, by=who, body=words, form_id=form_id)
    note: int | None = session.connection().scalar(
        new.on_conflict_do_nothing(index_elements=[col(CaseNote.form_id)]).returning(col(CaseNote.id))
    )
    if note is None:
        must_be_the_same(session, CaseNote, form_id, case_id=case_id, by=who, body=words)
        return None
    session.add(event(case_id, "case.note", now=now, subject=note, who=who))
    forget_draft(session, case_id, who, draft)
    return note
