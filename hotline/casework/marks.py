"""The mark of a form: what is sent twice is done once, and nothing else is taken for it."""

from sqlmodel import Session, col, select

from hotline.casework.refusals import Refused
from hotline.models import Callback, CaseMessage, CaseNote


def must_be_the_same(
    session: Session, row: type[Callback | CaseMessage | CaseNote], form_id: str, **sent: object
) -> None:
    """Raises Refused when the row that this form has written is not what is sent now.

    It is another officer's or another case's, or what was typed has changed since an answer was lost.
    """
    is_same = [getattr(row, name) == value for name, value in sent.items()]
    if session.exec(select(row.id).where(col(row.form_id) == form_id, *is_same)).first() is None:
        raise Refused("sent_before")
