"""Contacts: written down before they are answered, each once, keyed by the network's SID."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlalchemy.dialects.postgresql import array, insert
from sqlmodel import Session, col, select

from hotline.models import Case, CaseEvent, Contact, ContactChannel, ContactState, Found, Outcome, Stage, event
from hotline.wakeups import ask
from routing.models import District

MAY_FOLLOW = {
    Stage.ASKING: {Stage.WAITING},
    Stage.WAITING: {Stage.DESK, Stage.NATIONAL, Stage.MESSAGE, Stage.TALKING},
    Stage.DESK: {Stage.NATIONAL, Stage.MESSAGE, Stage.TALKING_ELSEWHERE},
    Stage.NATIONAL: {Stage.MESSAGE, Stage.TALKING_ELSEWHERE},
    Stage.TALKING_ELSEWHERE: {Stage.NATIONAL, Stage.MESSAGE},
    Stage.MESSAGE: set(),
    Stage.TALKING: set(),
    Stage.DONE: set(),
}
"""Where a caller may go from each stage. What a repeated webhook says again changes nothing; back into the queue
leads `bring_back` alone."""

PATIENCE = {
    Stage.ASKING: timedelta(minutes=2),
    Stage.WAITING: timedelta(minutes=1),
    Stage.DESK: timedelta(minutes=2),
    Stage.NATIONAL: timedelta(minutes=2),
    Stage.MESSAGE: timedelta(minutes=5),
    Stage.TALKING: timedelta(hours=4),
    Stage.TALKING_ELSEWHERE: timedelta(hours=4),
}
"""How long after their last sign a caller counts as gone, should the network not tell of the end."""

SHORTEST_TALK = timedelta(seconds=10)
"""A shorter talk with the desk or the national line was a machine or a slip."""

SHORTEST_BRIDGE = timedelta(seconds=2)
"""An officer has pressed a key, and is no machine. But most of that time a caller hears that someone is there."""

_TOLD_AT = "told_at"


def insert_contact(
    session: Session,
    channel: ContactChannel,
    sid: str,
    *,
    caller: str,
    called: str,
    now: datetime,
    body: str | None = None,
    found: Found | None = None,
) -> Contact | None:
    """A new contact, or None when this SID is already written down, also by somebody at the same moment."""
    new = insert(Contact).values(
        channel=channel,
        sid=sid,
        caller=caller,
        called=called,
        body=body,
        found=found,
        asked_place=False,
        offered=[],
        state=ContactState.OPEN,
        stage=Stage.ASKING,
        started_at=now,
        stale_at=now + PATIENCE[Stage.ASKING],
    )
    return session.exec(
        new.on_conflict_do_nothing(index_elements=[col(Contact.sid)]).returning(Contact)
    ).scalar_one_or_none()


def find_contact(session: Session, sid: str) -> Contact | None:
    """The contact of this call or message, locked."""
    return session.exec(select(Contact).where(Contact.sid == sid).with_for_update(key_share=True)).first()


def attach(session: Session, contact: Contact, case: Case, *, now: datetime) -> None:
    """This contact is about this case."""
    contact.case_id = case.id
    case.channel = case.channel or contact.channel
    session.add_all([contact, case])
    why = f"{contact.channel}, found by {contact.found}" if contact.found else contact.channel
    session.add(event(case.id, "contact.state", now=now, subject=contact.id, after=contact.state, why=why))


def tell_channels(session: Session) -> None:
    """Of the cases that processes of an older version have opened while they were being replaced."""
    first = select(Contact.channel).where(Contact.case_id == Case.id).order_by(col(Contact.id)).limit(1)
    session.exec(update(Case).where(col(Case.channel).is_(None)).values(channel=first.scalar_subquery()))


def hear_late(session: Session, *, at: datetime) -> None:
    """What this session writes down happened earlier, and is told only now: until `at` nobody could be heard of."""
    session.info[_TOLD_AT] = at


def hear_from(session: Session, contact: Contact, *, now: datetime) -> None:
    """The caller was on the line at this moment; from when that is told, their patience counts.

    Later news of a call may have overtaken its beginning, which another process had in its hands.
    """
    if _TOLD_AT in session.info and now < contact.started_at:
        contact.started_at = now
        session.add(contact)
    if contact.state == ContactState.OPEN and contact.stage in PATIENCE:
        contact.stale_at = session.info.get(_TOLD_AT, now) + PATIENCE[Stage(contact.stage)]
        session.add(contact)


def move_to(session: Session, contact: Contact, stage: Stage, *, now: datetime) -> bool:
    """The caller has come to another place of the script; False when they can't have, from where they are."""
    if contact.state == ContactState.ENDED or stage not in MAY_FOLLOW[Stage(contact.stage)]:
        return False
    _enter(session, contact, stage, now=now)
    return True


def bring_back(session: Session, contact: Contact, stage: Stage, *, now: datetime) -> None:
    """The caller waits for a human again, as if they had not had one: an officer has just accepted, or was cut off."""
    if contact.state == ContactState.OPEN and contact.stage != stage:
        contact.answered_at = contact.answered_by = None
        _enter(session, contact, stage, now=now)


def hear_again(session: Session, contact: Contact, stage: Stage, *, now: datetime) -> None:
    """A caller whose end was presumed is on the line after all, at this place of the script."""
    if not is_end_presumed(contact):
        return
    before, after = contact.state, ContactState.OPEN
    why = "was heard again"
    session.add(
        event(contact.case_id, "contact.state", now=now, subject=contact.id, before=before, after=after, why=why)
    )
    contact.state, contact.ended_at = after, None
    contact.outcome = Outcome.MESSAGE_LEFT if contact.recording else None
    _enter(session, contact, stage, now=now)


def is_end_presumed(contact: Contact) -> bool:
    """Whether this call counts as over though nobody has told so."""
    return contact.state == ContactState.ENDED and contact.stale_at is not None


def _enter(session: Session, contact: Contact, stage: Stage, *, now: datetime) -> None:
    session.add(event(contact.case_id, "contact.stage", now=now, subject=contact.id, before=contact.stage, after=stage))
    contact.stage, contact.recall_after = stage, None
    if stage == Stage.WAITING:
        contact.waiting_since = contact.waiting_since or now
    hear_from(session, contact, now=now)
    session.add(contact)


def ask_back(session: Session, contact: Contact, *, now: datetime) -> None:
    """An officer waits for this caller, who is being dialled elsewhere or recorded."""
    contact.recall_after = now
    session.add(contact)
    ask(session, "recall", contact.id)


def mark_answered(session: Session, contact: Contact, stage: Stage, *, by: str | None, now: datetime) -> None:
    """A human talks with the caller. Kept once; also when the news comes after the end of the call."""
    if contact.answered_at is not None:
        return
    contact.answered_at, contact.answered_by = now, by
    session.add(contact)
    session.add(event(contact.case_id, "contact.answered", now=now, subject=contact.id, who=by, why=stage))
    if contact.state == ContactState.ENDED:
        contact.outcome = Outcome.ANSWERED
    elif contact.stage != stage:
        _enter(session, contact, stage, now=now)


def keep_recording(session: Session, contact: Contact, recording: str, *, now: datetime) -> bool:
    """Attach the caller's recorded message (an address at the provider); False when that was done before.

    Of several of one call the newest that was told of is attached.
    """
    sid = recording.rpartition("/")[2].partition(".")[0]
    if not recording or contact.recording == recording or _is_recorded(session, contact, sid):
        return False
    contact.recording = recording
    if contact.outcome in {None, Outcome.ABANDONED}:
        contact.outcome = Outcome.MESSAGE_LEFT
    session.add(contact)
    session.add(event(contact.case_id, "contact.recording", now=now, subject=contact.id, after=sid))
    return True


def _is_recorded(session: Session, contact: Contact, sid: str) -> bool:
    told = select(CaseEvent.id).where(
        CaseEvent.case_id == contact.case_id,
        CaseEvent.what == "contact.recording",
        CaseEvent.subject == contact.id,
        CaseEvent.after == sid,
    )
    return session.exec(told.limit(1)).first() is not None


def end(session: Session, contact: Contact, *, now: datetime, why: str | None = None, presumed: bool = False) -> None:
    """The caller has gone. Their case and its alert go on. `presumed`: nobody has told so; see `hear_again`."""
    if contact.state == ContactState.ENDED:
        if is_end_presumed(contact) and not presumed:
            contact.ended_at, contact.stale_at = now, None
            session.add(contact)
        return
    if contact.stage == Stage.TALKING_ELSEWHERE and was_too_short(contact, now=now):
        contact.answered_at = None
    if contact.answered_at is not None:
        contact.outcome = Outcome.ANSWERED
    else:
        contact.outcome = contact.outcome or Outcome.ABANDONED
    before, after = contact.state, ContactState.ENDED
    session.add(
        event(
            contact.case_id,
            "contact.state",
            now=now,
            subject=contact.id,
            before=before,
            after=after,
            why=why or contact.outcome,
        )
    )
    contact.state, contact.stage, contact.ended_at = after, Stage.DONE, now
    contact.recall_after, contact.stale_at = None, now if presumed else None
    session.add(contact)


def was_too_short(contact: Contact, *, shortest: timedelta = SHORTEST_TALK, now: datetime) -> bool:
    """Whether the talk that began at answered_at is no talk yet."""
    return contact.answered_at is not None and now - contact.answered_at < shortest


def is_live(case_id: int | None = None) -> ColumnElement[bool]:
    """Where a caller is on the line (of this case) and talks with nobody yet."""
    live = (
        (col(Contact.channel) == ContactChannel.VOICE)
        & (col(Contact.state) == ContactState.OPEN)
        & col(Contact.stage).not_in([Stage.TALKING, Stage.TALKING_ELSEWHERE, Stage.DONE])
    )
    return live if case_id is None else live & (col(Contact.case_id) == case_id)


def live_caller(session: Session, case_id: int, *, lock: bool = False) -> Contact | None:
    """The caller of this case who has been on the line longest without a human."""
    query = select(Contact).where(is_live(case_id)).order_by(col(Contact.id)).limit(1)
    if lock:
        query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return session.exec(query).first()


def is_on_the_line(session: Session, case_id: int) -> bool:
    """Whether a caller of this case is on the line at all, also with somebody else."""
    on_line = select(Contact.id).where(
        Contact.case_id == case_id, Contact.channel == ContactChannel.VOICE, Contact.state == ContactState.OPEN
    )
    return session.exec(on_line.limit(1)).first() is not None


def district_of_line(session: Session, contact: Contact) -> str | None:
    """The district that the called or the calling line belongs to."""
    lines = array([contact.called, contact.caller])
    return session.exec(select(District.code).where(col(District.lines).op("?|")(lines)).limit(1)).first()
