"""What all parts of a call share: its contact, and the queue in which the caller waits."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from hotline import cases, contacts, texts
from hotline.alerts.opening import NEWS_PAUSE, begin_anew, newest_alert, open_alert, start_now, was_told
from hotline.db import locked
from hotline.drills.recognition import begin_drill
from hotline.floods import is_flooding
from hotline.intake.base import Script, language_of, queue_of, voice_of
from hotline.models import RUNNING, AlertState, Case, CaseState, Contact, ContactChannel, Purpose, Stage
from routing.models import City
from webhooks import twiml
from webhooks.events import IncomingCall

ASKING_LIMIT = timedelta(seconds=20)
"""With twice the city's ask_seconds, the time in which a caller may tell the place before anybody is rung."""


class CallScript(Script):
    def _contact(
        self, session: Session, where: City, call: IncomingCall, *, at: Stage = Stage.WAITING, now: datetime
    ) -> Contact:
        """The contact of this call. A call whose first webhook never came is written down at its first sign.

        `at`: where in the script this webhook comes from, for one that counts as over and is not.
        """
        if self.told_at:
            contacts.hear_late(session, at=self.told_at)
        contact = contacts.find_contact(session, call.sid) or self._new_contact(session, where, call, now=now)
        if not call.is_over:
            self._hear_again(session, contact, at, now=now)
        contacts.hear_from(session, contact, now=now)
        return contact

    def _hear_again(self, session: Session, contact: Contact, at: Stage, *, now: datetime) -> None:
        """Only in its own time is a webhook a sign of life; and whose case was closed meanwhile is led out of the queue
        (`hold_turn`) and dialled to humans."""
        if self.found or not contacts.is_end_presumed(contact):
            return
        if contact.case_id is None or locked(session, Case, contact.case_id).state != CaseState.CLOSED:
            contacts.hear_again(session, contact, at, now=now)

    def _new_contact(self, session: Session, where: City, call: IncomingCall, *, now: datetime) -> Contact:
        if not call.is_inbound:
            raise LookupError("this call was ordered by us, and is nobody's call for help")
        contact = contacts.insert_contact(
            session, ContactChannel.VOICE, call.sid, caller=call.caller, called=call.called, now=now, found=self.found
        )
        if contact is None:  # a replay that came at the same moment was first
            return session.exec(select(Contact).where(Contact.sid == call.sid)).one()
        self._open_case(session, where, contact, now=now)
        return contact

    def _open_case(self, session: Session, where: City, contact: Contact, *, now: datetime) -> None:
        if begin_drill(session, where, contact, now=now):
            return
        cases.lock_caller(session, contact.caller)
        line = contacts.district_of_line(session, contact)
        case = cases.case_of_caller(session, contact.caller)
        if case is None:
            case = cases.open_case(session, where, district=line, now=now, why="a call")
        elif case.district is None and line:
            cases.set_district(session, case, line, now=now, why="the line belongs to it")
        contact.district, contact.asked_place = case.district, case.district is None
        contacts.attach(session, contact, case, now=now)
        if not _is_one_of_many(session, contact, case, now=now):
            self._alert(session, where, contact, case, now=now)

    def _alert(self, session: Session, where: City, contact: Contact, case: Case, *, now: datetime) -> None:
        is_asked_now = contact.asked_place and not self.found
        patience = ASKING_LIMIT + timedelta(seconds=2 * where.ask_seconds) if is_asked_now else timedelta(0)
        alert = open_alert(session, case.id, now=now, ring_at=now + patience, why="a call")
        if alert.state == AlertState.EXHAUSTED:  # there is a live caller again: ring everybody once more
            begin_anew(session, case.id, now=now, why="the caller is on the line again")

    @property
    def _waiting_stage(self) -> Stage:
        """In the queue; one of whom we are told later was dialled to humans in its place."""
        return Stage.DESK if self.found else Stage.WAITING

    def _wait(self, session: Session, contact: Contact, *, now: datetime) -> None:
        """The caller has nothing more to tell. Who was just being asked when they were dialled away stays ASKING."""
        contacts.move_to(session, contact, self._waiting_stage, now=now)

    def _hold(self, where: City, contact: Contact, *sentences: texts.Text) -> str:
        return twiml.hold(
            voice_of(where),
            [sentence(language_of(where)) for sentence in sentences],
            queue=queue_of(contact),
            wait_url=self.service.addresses.hold(turn=0),
            left_url=self.service.addresses.left,
        )

    def _goodbye(self, where: City) -> str:
        return twiml.say_goodbye(voice_of(where), texts.GOODBYE(language_of(where)))


def _is_one_of_many(session: Session, contact: Contact, case: Case, *, now: datetime) -> bool:
    """Whether officers were rung for this number just before. Who stays on the line is still rung for, by hold_turn."""
    alert = newest_alert(session, case.id)
    if alert is None or not is_flooding(session, contact.caller, now=now):
        return False
    return alert.state not in RUNNING or was_told(session, alert, Purpose.ALERT, since=now - NEWS_PAUSE)


def owner_of(session: Session, contact: Contact) -> str | None:
    """The officer who has accepted the newest alert of this caller's case."""
    alert = newest_alert(session, contact.case_id) if contact.case_id else None
    return alert.acknowledged_by if alert else None


def end_call(
    session: Session, contact: Contact, *, now: datetime, why: str | None = None, presumed: bool = False
) -> None:
    """The caller has gone; if they were still being asked for the place, officers are rung now."""
    contacts.end(session, contact, now=now, why=why, presumed=presumed)
    if contact.case_id:
        start_now(session, contact.case_id, now=now)
