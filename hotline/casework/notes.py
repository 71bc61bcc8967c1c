"""What officers write down about a case. Never changed; a correction is another note."""

from datetime import datetime

from sqlmodel import Session

from hotline.casework.drafts import forget_draft
from hotline.casework.marks import write_once
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
    sent = {"case_id": case_id, "by": who, "body": words}
    note = write_once(session, CaseNote, form_id, sent=sent, besides={"at": now})
    if note is None:
        return None
    session.add(event(case_id, "case.note", now=now, subject=note, who=who))
    forget_draft(session, case_id, who, draft)
    return note
