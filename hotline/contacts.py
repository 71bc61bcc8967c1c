"""Contacts: written down before they are answered, each once, keyed by the network's SID."""

from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import array, insert
from sqlmodel import Session, col, select

from hotline.models import Case, Contact, ContactChannel, ContactState, Outcome, Stage, event
from hotline.wakeups import ask
from routing.models import District


def insert_contact(
    session: Session,
    channel: ContactChannel,
    sid: str,
    *,
    caller: str,
    called: str,
    now: datetime,
    body: str | None = None,
) -> Contact | None:
    """A new contact, or None when this SID is already written down, also by somebody at the same moment."""
    row = (
        session.connection()
        .execute(
            insert(Contact)
            .values(
                channel=channel,
                sid=sid,
                caller=caller,
                called=called,
                body=body,
                asked_place=False,
                state=ContactState.OPEN,
                stage=Stage.ASKING,
                started_at=now,
            )
            .on_conflict_do_nothing(index_elements=[col(Contact.sid)])
            .returning(col(Contact.id))
        )
        .scalar_one_or_none()
    )
    return None if row is None else session.get_one(Contact, row)


def locked_contact(session: Session, sid: str) -> Contact | None:
    return session.exec(select(Contact).where(Contact.sid == sid).with_for_update(key_share=True)).first()


def attach(session: Session, contact: Contact, case: Case, *, now: datetime) -> None:
    """This contact is about this case."""
    contact.case_id = case.id
    session.add(contact)
    session.add(event(case.id, "contact.state", now=now, subject=contact.id, after=contact.state, why=contact.channel))


def move_to(session: Session, contact: Contact, stage: Stage, *, now: datetime) -> None:
    """The caller has come to another place of the phone script."""
    if contact.stage == stage or contact.state == ContactState.ENDED:
        return
    session.add(event(contact.case_id, "contact.stage", now=now, subject=contact.id, before=contact.stage, after=stage))
    contact.stage = stage
    contact.recall_after = None
    if stage == Stage.WAITING and contact.waiting_since is None:
        contact.waiting_since = now
    session.add(contact)


def ask_back(session: Session, contact: Contact, *, now: datetime) -> None:
    """An officer waits for this caller, who is being dialled elsewhere or recorded."""
    contact.recall_after = now
    session.add(contact)
    ask(session, "recall", contact.id)


def mark_answered(session: Session, contact: Contact, *, by: str | None, now: datetime) -> None:
    """A human talks with the caller. Kept once; also when the news comes after the end of the call."""
    if contact.answered_at is not None:
        return
    contact.answered_at, contact.answered_by = now, by
    session.add(event(contact.case_id, "contact.answered", now=now, subject=contact.id, who=by))
    if contact.state == ContactState.ENDED:
        contact.outcome = Outcome.ANSWERED
        session.add(contact)
    else:
        move_to(session, contact, Stage.TALKING, now=now)


def keep_recording(session: Session, contact: Contact, recording: str, *, now: datetime) -> None:
    """Attach the caller's recorded message (an address at the provider)."""
    if not recording or contact.recording == recording:
        return
    contact.recording = recording
    if contact.outcome in {None, Outcome.ABANDONED}:
        contact.outcome = Outcome.MESSAGE_LEFT
    session.add(contact)
    session.add(event(contact.case_id, "contact.recording", now=now, subject=contact.id))


def end(session: Session, contact: Contact, *, now: datetime) -> None:
    """The caller has gone. Their case and its alert go on."""
    if contact.state == ContactState.ENDED:
        return
    if contact.answered_at is not None:
        contact.outcome = Outcome.ANSWERED
    else:
        contact.outcome = contact.outcome or Outcome.ABANDONED
    session.add(
        event(
            contact.case_id,
            "contact.state",
            now=now,
            subject=contact.id,
            before=contact.state,
            after=ContactState.ENDED,
            why=contact.outcome,
        )
    )
    contact.state, contact.stage, contact.ended_at = ContactState.ENDED, Stage.DONE, now
    contact.recall_after = None
    session.add(contact)


def is_live(case_id: int | None = None) -> ColumnElement[bool]:
    """Where a caller is on the line (of this case) and talks with nobody yet."""
    live = (
        (col(Contact.channel) == ContactChannel.VOICE)
        & (col(Contact.state) == ContactState.OPEN)
        & col(Contact.stage).not_in([Stage.TALKING, Stage.DONE])
    )
    return live if case_id is None else live & (col(Contact.case_id) == case_id)


def live_caller(session: Session, case_id: int, *, lock: bool = False) -> Contact | None:
    """The caller of this case who has been on the line longest without a human."""
    query = select(Contact).where(is_live(case_id)).order_by(col(Contact.id)).limit(1)
    return session.exec(query.with_for_update(key_share=True) if lock else query).first()


def district_of_line(session: Session, contact: Contact) -> str | None:
    """The district that the called or the calling line belongs to."""
    lines = array([contact.called, contact.caller])
    return session.exec(select(District.code).where(col(District.lines).op("?|")(lines)).limit(1)).first()
