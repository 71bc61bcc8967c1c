"""Nobody has come: the city desk, then the national line, dialled directly, then a message."""

from datetime import datetime, timedelta

from sqlmodel import Session

from hotline import cases, contacts, texts
from hotline.alerts.presence import officer_is_joining
from hotline.alerts.unread import expect_reading
from hotline.db import locked
from hotline.intake.base import language_of, voice_of
from hotline.intake.call import CallScript
from hotline.models import Contact, Stage, event
from routing.models import City
from webhooks import twiml
from webhooks.events import DialEnded, IncomingCall, LineState, StatusChanged

RING_SECONDS = 20
"""How long the city desk and the national line ring."""

DESK, NATIONAL = "desk", "national"
FROM_OUTSIDE = "outside"
"""A caller whom the city can't serve begins with the national line."""

_PASSED_ON = {Stage.DESK, Stage.NATIONAL, Stage.TALKING_ELSEWHERE, Stage.DONE}
"""Where a caller is whose dialling has just ended; also one who counts as gone: they may be there after all."""


class ElsewhereScript(CallScript):
    def _pass_on(self, session: Session, where: City, contact: Contact, leg: str | None, *, now: datetime) -> str:
        """Dial the next human directly; after the last one, a message. A drill is no business of theirs."""
        if contact.drill:
            return self._goodbye(where)
        if leg == DESK and where.desk:
            contacts.move_to(session, contact, Stage.DESK, now=now)
            return self._dial(where, contact, DESK, where.desk, texts.TO_DESK(language_of(where)))
        if leg in {DESK, NATIONAL, FROM_OUTSIDE} and where.national_line:
            contacts.move_to(session, contact, Stage.NATIONAL, now=now)
            sentence = texts.TO_NATIONAL_FROM_OUTSIDE if leg == FROM_OUTSIDE else texts.TO_NATIONAL
            spoken = sentence(language_of(where), line=where.national_line)
            return self._dial(where, contact, NATIONAL, where.national_line, spoken)
        contacts.move_to(session, contact, Stage.MESSAGE, now=now)
        return self._leave_message(where)

    def _dial(self, where: City, contact: Contact, leg: str, number: str, sentence: str) -> str:
        return twiml.dial(
            voice_of(where),
            sentence,
            number,
            caller_id=self.service.number,
            seconds=RING_SECONDS,
            next_url=self.service.addresses.dialled(leg),
            status_url=self.service.addresses.dialled_status(contact.id),
        )

    def dial_status(self, contact_id: int, status: StatusChanged) -> None:
        """The desk or the national line has picked up; whether a human has, the length of the talk will tell."""
        if status.state != LineState.ANSWERED:
            return
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = locked(session, Contact, contact_id)
            if contact.stage in {Stage.DESK, Stage.NATIONAL}:
                contacts.mark_answered(session, contact, Stage.TALKING_ELSEWHERE, by=None, now=now)

    def dial_ended(self, call: IncomingCall, leg: str, dial: DialEnded) -> str:
        """The desk or the national line has hung up or has not answered."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            at = Stage.DESK if leg == DESK else Stage.NATIONAL
            contact = self._contact(session, where, call, at=at, now=now)
            if contact.stage not in _PASSED_ON:
                return self._hold(where, contact)  # told twice, or the caller was called back into the queue meanwhile
            if dial.answered and dial.seconds >= contacts.SHORTEST_TALK.total_seconds():
                began = now - timedelta(seconds=dial.seconds)  # its own callback may have been lost
                contacts.mark_answered(session, contact, Stage.TALKING_ELSEWHERE, by=None, now=began)
                return self._goodbye(where)
            if contact.stage == Stage.TALKING_ELSEWHERE:
                contact.answered_at = None
            if officer_is_joining(session, contact, now=now):
                return self._hold_again(session, where, contact, now=now)
            return self._pass_on(session, where, contact, NATIONAL if leg == DESK else None, now=now)

    def _hold_again(self, session: Session, where: City, contact: Contact, *, now: datetime) -> str:
        contacts.bring_back(session, contact, self._waiting_stage, now=now)
        return self._hold(where, contact)

    def _leave_message(self, where: City) -> str:
        return twiml.leave_message(
            voice_of(where),
            texts.LEAVE_MESSAGE(language_of(where)),
            silent_url=self.service.addresses.silent,
            done_url=self.service.addresses.message,
            recording_url=self.service.addresses.recording,
        )

    def message_left(self, call: IncomingCall, recording: str) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, at=Stage.MESSAGE, now=now)
            self._keep_recording(session, contact, recording, now=now)
            if contact.stage == Stage.MESSAGE and officer_is_joining(session, contact, now=now):
                return self._hold_again(session, where, contact, now=now)
            return twiml.say_goodbye(voice_of(where), texts.MESSAGE_KEPT(language_of(where)))

    def recording_ready(self, call: IncomingCall, recording: str) -> None:
        with self.service.transaction() as session:
            if contact := contacts.find_contact(session, call.sid):
                self._keep_recording(session, contact, recording, now=self.service.clock.now())

    def _keep_recording(self, session: Session, contact: Contact, recording: str, *, now: datetime) -> None:
        """It may be that nobody is rung for it, in a flood, or once the case is closed: it is to be heard in time, as
        texts are to be read. That of a duplicate is in the log of the case that goes on, too, where people look.
        """
        if not contacts.keep_recording(session, contact, recording, now=now) or contact.case_id is None:
            return
        case = cases.case_that_goes_on(session, contact.case_id)
        if case.id != contact.case_id:
            session.add(event(case.id, "contact.recording", now=now, subject=contact.id))
        expect_reading(session, case, now=now)
