"""The officer who calls a caller back: is rung, presses 1, and only then is the caller.

A voicemail presses no key, so no machine ever calls a child. What answers at the caller's end is met by the officer
themselves; where the network finds that it is a machine, the officer is taken off it, and nothing is left on it.
"""

from sqlmodel import Session

from hotline import texts
from hotline.callback_lines import GAVE_WAY
from hotline.casework import callbacks, machines
from hotline.casework.messages import message_went
from hotline.contacts import is_on_the_line
from hotline.intake.base import language_of, voice_of
from hotline.intake.trouble import TroubleScript
from hotline.models import Callback, CallbackState, Case, Contact
from routing.models import City
from webhooks import twiml
from webhooks.events import DialEnded, LineState, StatusChanged

CALL, OFFERS = "1", 2
RING_SECONDS = 30


class CallbackScript(TroubleScript):
    def callback_answered(self, callback: int, sid: str) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where, row = self._city(session), session.get_one(Callback, callback)
            if not callbacks.take_sid(session, callback, sid) or callbacks.is_over(session, callback, now=now):
                return self._part(where, texts.CALLBACK_STOPPED)
            callbacks.go_to(session, callback, CallbackState.RINGING_OFFICER, now=now)
            return self._offer_call(session, where, row, attempt=1)

    def _offer_call(self, session: Session, where: City, row: Callback, *, attempt: int) -> str:
        number = session.get_one(Case, row.case_id).number
        return self._offer_key(where, row.id, texts.CALLBACK_OFFER(language_of(where), number=number), attempt)

    def _offer_key(self, where: City, callback: int, sentence: str, attempt: int) -> str:
        not_made = texts.CALLBACK_NOT_MADE(language_of(where))
        key_url = self.service.addresses.callback_key(callback, attempt)
        return twiml.ask_for_key(voice_of(where), sentence, not_made, key_url=key_url)

    def callback_pressed(self, callback: int, key: str, attempt: int) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where, row = self._city(session), session.get_one(Callback, callback)
            if key != CALL:
                is_slip = attempt < OFFERS and row.ended_at is None
                again = self._offer_call(session, where, row, attempt=attempt + 1) if is_slip else None
                return again or self._part(where, texts.CALLBACK_NOT_MADE)
            if session.get_one(Case, row.case_id).callback_safe is not True:
                return self._part(where, texts.CALLBACK_UNSAFE)
            if is_on_the_line(session, row.case_id):  # rung as an alert, and by now an officer could be with them
                callbacks.go_to(session, callback, CallbackState.FAILED, now=now, why=GAVE_WAY)
                return self._part(where, texts.CALLBACK_CALLS_NOW)
            is_over = callbacks.is_over(session, callback, now=now)
            if is_over or not callbacks.go_to(session, callback, CallbackState.RINGING_CALLER, now=now):
                return self._part(where, texts.CALLBACK_STOPPED)
            return self._dial_caller(session, where, row)

    def _dial_caller(self, session: Session, where: City, row: Callback) -> str:
        """The second time nothing but the officer's own ear decides whether it is a human."""
        addresses, dial = self.service.addresses, callbacks.dials(session, row)
        return twiml.call_back(
            voice_of(where),
            texts.CALLBACK_DIALLING(language_of(where)),
            session.get_one(Contact, row.contact_id).caller,
            caller_id=self.service.number,
            seconds=RING_SECONDS,
            left_url=addresses.callback_left(row.id),
            status_url=addresses.callback_caller(row.id, dial),
            machine_url=addresses.callback_machine(row.id, dial) if dial == 1 else None,
        )

    def callback_left(self, callback: int, dial: DialEnded) -> str:
        """The talk is over, or nobody has answered."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where, row = self._city(session), session.get_one(Callback, callback)
            if row.error == callbacks.MACHINE:
                machines.left_machine(session, callback)
                return self._offer_key(where, callback, texts.CALLBACK_MACHINE(language_of(where)), OFFERS)
            if dial.answered:
                callbacks.talked(session, callback, seconds=dial.seconds, now=now)
                return self._part(where, texts.CALLBACK_OVER)
            callbacks.missed(session, callback, callbacks.NOBODY, now=now)
            return self._offer_key(where, callback, texts.CALLBACK_NOBODY(language_of(where)), OFFERS)

    def callback_missed(self, callback: int) -> str:
        """The officer has been taken off a machine."""
        with self.service.transaction() as session:
            where = self._city(session)
            machines.left_machine(session, callback)
            return self._offer_key(where, callback, texts.CALLBACK_MACHINE(language_of(where)), OFFERS)

    def callback_status(self, callback: int, status: StatusChanged) -> None:
        """Of the officer's call. Only its end counts."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            if session.get(Callback, callback) is None or not callbacks.take_sid(session, callback, status.sid):
                return
            if status.state not in {LineState.UNDER_WAY, LineState.ANSWERED}:
                callbacks.end(session, callback, now=now)

    def callback_caller(self, callback: int, dial: int, status: StatusChanged) -> None:
        """Somebody, or something, has picked up at the caller's end. `dial`: which time they were rung."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            if session.get(Callback, callback) and status.state == LineState.ANSWERED:
                callbacks.picked_up(session, callback, dial, now=now)

    def callback_machine(self, callback: int, dial: int, answered_by: str) -> None:
        """`answered_by`: the network's word, such as human or machine_start."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            if session.get(Callback, callback) and answered_by.startswith(("machine", "fax")):
                machines.met_a_machine(session, callback, dial, now=now)

    def callback_trouble(self) -> str:
        return twiml.say_goodbye(self._voice, texts.CALLBACK_TROUBLE(self._language))

    def message_status(self, message: int, status: StatusChanged) -> None:
        """Of a text that an officer has written to a caller."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            message_went(session, message, status, now=now)

    def _part(self, where: City, sentence: texts.Text) -> str:
        return twiml.say_goodbye(voice_of(where), sentence(language_of(where)))
