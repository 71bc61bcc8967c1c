"""Who of a case is on the line right now: a caller who called, or one who is called back."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from hotline.callback_lines import calls_back
from hotline.casework.lines import Line, Names
from hotline.casework.timeline import callback_words
from hotline.models import Callback, CallbackState, Contact, ContactChannel, ContactState, Stage

MOST = 3


def on_the_line(session: Session, cases: list[int], names: Names) -> list[Line]:
    """Since when and with whom; those who called first."""
    return [*_who_called(session, cases, names), *_who_are_called_back(session, cases, names)]


def _who_called(session: Session, cases: list[int], names: Names) -> Iterator[Line]:
    """The one who has been there longest."""
    live = select(Contact).where(
        col(Contact.case_id).in_(cases), Contact.channel == ContactChannel.VOICE, Contact.state == ContactState.OPEN
    )
    for contact in session.exec(live.order_by(col(Contact.id)).limit(1)):
        if contact.stage == Stage.TALKING:
            who = names.officer(contact.answered_by)
        elif contact.stage == Stage.TALKING_ELSEWHERE:
            who = "cases.elsewhere"
        else:
            yield Line(contact.started_at, "waits")
            continue
        yield Line(contact.answered_at or contact.started_at, "talks_now", {"who": who})


def _who_are_called_back(session: Session, cases: list[int], names: Names) -> Iterator[Line]:
    running = select(Callback).where(col(Callback.case_id).in_(cases), calls_back())
    for row in session.exec(running.order_by(col(Callback.id)).limit(MOST)):
        who = names.officer(row.officer)
        if row.state == CallbackState.CONNECTED:
            yield Line(row.connected_at or row.created_at, "talks_now", {"who": who})
        else:
            yield Line(row.created_at, "callback", {"who": who, "state": callback_words(row)})
