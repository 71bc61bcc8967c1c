"""The mark of a form: what is sent twice is done once, and nothing else is taken for it."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select

from hotline.casework.refusals import Refused
from hotline.models import Callback, CaseMessage, CaseNote

Marked = type[Callback | CaseMessage | CaseNote]
"""Tables whose rows carry the mark of the form that wrote them."""


def write_once(
    session: Session, row: Marked, form_id: str, *, sent: dict[str, object], besides: dict[str, object]
) -> int | None:
    """Write a row of what was `sent`, with what it needs `besides`; its id, or None when this form has written it.

    Raises Refused when the form has written something else.
    """
    new = insert(row).values(form_id=form_id, **sent, **besides)
    written: int | None = session.connection().scalar(
        new.on_conflict_do_nothing(index_elements=[col(row.form_id)]).returning(col(row.id))
    )
    if written is None:
        must_be_the_same(session, row, form_id, **sent)
    return written


def must_be_the_same(session: Session, row: Marked, form_id: str, **sent: object) -> None:
    """Raises Refused when the row that this form has written is not what is sent now.

    It is another officer's or another case's, or what was typed has changed since an answer was lost.
    """
    is_same = [getattr(row, name) == value for name, value in sent.items()]
    if session.exec(select(row.id).where(col(row.form_id) == form_id, *is_same)).first() is None:
        raise Refused("sent_before")
