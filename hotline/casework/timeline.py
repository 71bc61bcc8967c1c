"""Everything that happened in a case, from all its tables, in one list."""

from collections.abc import Iterator
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from hotline.casework.callers import cases_told_of
from hotline.casework.event_lines import line_of
from hotline.casework.lines import Line, Names
from hotline.casework.messages import delivered_of
from hotline.models import (
    Alert,
    Callback,
    CallbackState,
    Case,
    CaseEvent,
    CaseMessage,
    CaseNote,
    Contact,
    ContactChannel,
    Notification,
    NotificationState,
    Purpose,
)
from routing.models import District, Officer
from routing.phones import mask

MOST = 400
"""Rows of each kind; a flood has thousands, and the newest are those that matter."""
Row = TypeVar("Row", bound=SQLModel)


def timeline(session: Session, case: Case) -> list[Line]:
    """Newest first; with what happened in cases that were joined to this one."""
    names = names_of(session)
    numbers = _numbers(session, cases_told_of(session, case.id))
    lines = [
        *_of_events(session, case, names),
        *_of_contacts(session, numbers, case, names),
        *_of_attempts(session, case, names),
        *_of_notes(session, numbers, case, names),
        *_of_messages(session, case, names),
        *_of_callbacks(session, case, names),
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def names_of(session: Session) -> Names:
    return Names(
        officers=dict(session.exec(select(Officer.id, Officer.name)).all()),
        districts=dict(session.exec(select(District.code, District.name)).all()),
    )


def _numbers(session: Session, cases: list[int]) -> dict[int, str]:
    return dict(session.exec(select(Case.id, Case.number).where(col(Case.id).in_(cases))).all())


def _newest(session: Session, query: SelectOfScalar[Row], order: object) -> list[Row]:
    return list(session.exec(query.order_by(col(order).desc()).limit(MOST)).all())


def _of_events(session: Session, case: Case, names: Names) -> Iterator[Line]:
    """Of this case alone: what was done in a duplicate led to its end."""
    events = _newest(session, select(CaseEvent).where(CaseEvent.case_id == case.id), CaseEvent.id)
    lines = [line for event in events if (line := line_of(event, names))]
    accepted = {(line.at, line.values["who"]) for line in lines if line.what == "accepted"}
    # who takes the case by answering its alert is told of once
    yield from (line for line in lines if line.what != "alert_taken" or (line.at, line.values["who"]) not in accepted)


def _of_contacts(session: Session, numbers: dict[int, str], case: Case, names: Names) -> Iterator[Line]:
    for contact in _newest(session, select(Contact).where(col(Contact.case_id).in_(numbers)), Contact.id):
        other = numbers[contact.case_id or 0] if contact.case_id != case.id else None
        who = {"number": mask(contact.caller)}
        if contact.channel == ContactChannel.SMS:
            yield Line(contact.started_at, "text", who, body=contact.body, case=other)
            continue
        yield Line(contact.started_at, "call", who, case=other)
        yield from _of_talk(contact, names, other)


def _of_talk(contact: Contact, names: Names, other: str | None) -> Iterator[Line]:
    if contact.answered_at:
        by = names.officer(contact.answered_by) if contact.answered_by else "cases.elsewhere"
        yield Line(contact.answered_at, "talks", {"who": by}, case=other, tone="well")
    if contact.recording and contact.ended_at:
        yield Line(contact.ended_at, "recording", case=other, recording=contact.id)
    if contact.ended_at:
        outcome = f"cases.outcome.{contact.outcome or 'unknown'}"
        yield Line(contact.ended_at, "hung_up", {"outcome": outcome}, case=other)


def _of_attempts(session: Session, case: Case, names: Names) -> Iterator[Line]:
    alerts = select(Alert.id).where(Alert.case_id == case.id)
    for attempt in _newest(
        session, select(Notification).where(col(Notification.alert_id).in_(alerts)), Notification.id
    ):
        what = f"rung_{attempt.channel}" if attempt.purpose == Purpose.ALERT else f"told_{attempt.purpose}"
        values = {"who": names.officer(attempt.officer), "state": f"cases.attempt.{attempt.state}"}
        tone = "alarm" if attempt.state == NotificationState.FAILED else ""
        yield Line(attempt.created_at, what, values, until=attempt.ended_at, tone=tone)


def _of_notes(session: Session, numbers: dict[int, str], case: Case, names: Names) -> Iterator[Line]:
    for note in _newest(session, select(CaseNote).where(col(CaseNote.case_id).in_(numbers)), CaseNote.id):
        other = numbers[note.case_id] if note.case_id != case.id else None
        yield Line(note.at, "note", {"who": names.officer(note.by)}, body=note.body, case=other)


def _of_messages(session: Session, case: Case, names: Names) -> Iterator[Line]:
    messages = _newest(session, select(CaseMessage).where(CaseMessage.case_id == case.id), CaseMessage.id)
    delivered = delivered_of(session, case.id) if messages else set()
    for message in messages:
        state = "delivered" if message.id in delivered else message.state
        values = {"who": names.officer(message.by), "state": f"cases.message.{state}"}
        tone = "alarm" if message.state == NotificationState.FAILED else ""
        yield Line(message.created_at, "message", values, body=message.body, tone=tone)


def _of_callbacks(session: Session, case: Case, names: Names) -> Iterator[Line]:
    for row in _newest(session, select(Callback).where(Callback.case_id == case.id), Callback.id):
        values = {"who": names.officer(row.officer), "state": callback_words(row)}
        tone = "well" if row.state == CallbackState.ENDED else ""
        yield Line(row.created_at, "callback", values, until=row.ended_at, tone=tone)


KNOWN_ENDS = {"officer_unanswered", "caller_unanswered", "machine", "never_told", "gave_way"}


def callback_words(row: Callback) -> str:
    """The key of how it stands."""
    if row.error in KNOWN_ENDS and (row.ended_at or row.error == "machine"):
        return f"cases.callback.{row.error}"
    return f"cases.callback.{row.state}"
