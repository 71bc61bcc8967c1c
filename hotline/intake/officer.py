"""The officer who is rung: hears district and urgency, presses 1 to accept or 2 to pass on.

Only a key counts. A voicemail that picks up hears the offer and is hung up on.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline import contacts, texts
from hotline.alerts.acceptance import accept, decline
from hotline.alerts.endings import call_went, text_went
from hotline.intake.base import Script, language_of, queue_of, voice_of
from hotline.intake.call import end_call
from hotline.messages import officer_call
from hotline.models import (
    RUNNING,
    Alert,
    Case,
    Contact,
    ContactChannel,
    Notification,
    NotificationState,
    Purpose,
    Stage,
)
from hotline.notifications import adopt, expect_talk, say_goodbye
from hotline.silence import caller_for_officer
from routing.models import City
from webhooks import twiml
from webhooks.events import DialEnded, StatusChanged

ACCEPT, PASS_ON = "1", "2"
OFFERS = 2
"""A slip of the thumb at night gets a second chance; a machine does not get a third."""
CALLED_BACK_IN = 2
"""Seconds until a caller who is elsewhere is back in the queue; to dial it before that fails."""
HANDOVERS = 3
"""How often an officer is put through to a caller who is on the line but not in the queue yet."""


class OfficerScript(Script):
    def officer_answered(self, notification: int, sid: str) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            adopt(session, notification, sid, now=now)
            alert, case = _alert_and_case(session, notification)
            if alert.state not in RUNNING:
                return self._tell_who_has_it(session, where, case, notification, attempt=1)
            return self._offer(where, officer_call(session, case, alert), notification, attempt=1)

    def _tell_who_has_it(self, session: Session, where: City, case: Case, notification: int, *, attempt: int) -> str:
        """Who has accepted at the console still presses a key to talk: a voicemail would have picked up as well."""
        if not _has_accepted(session, notification):
            return self._say_goodbye(session, where, notification, texts.ALREADY_TAKEN(language_of(where)))
        if contacts.live_caller(session, case.id) and attempt <= OFFERS:
            sentence = texts.CALLER_WAITS(language_of(where), number=case.number)
            return self._offer(where, sentence, notification, attempt=attempt)
        is_over = not contacts.is_on_the_line(session, case.id)  # a repeated webhook comes while they talk
        return self._say_goodbye(
            session, where, notification, _how_it_stands(session, where, case, notification), over=is_over
        )

    def _offer(self, where: City, sentence: str, notification: int, *, attempt: int) -> str:
        return twiml.ask_for_key(
            voice_of(where),
            sentence,
            texts.NOT_ACCEPTED(language_of(where)),
            key_url=self.service.addresses.officer_key(notification, attempt),
        )

    def officer_pressed(self, notification: int, key: str, attempt: int) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            language = language_of(where)
            if key == ACCEPT:
                return self._accept(session, where, notification, now=now)
            if key == PASS_ON:
                decline(session, notification, now=now)
                return self._say_goodbye(session, where, notification, texts.PASSED_ON(language))
            alert, case = _alert_and_case(session, notification)
            if alert.state not in RUNNING:
                return self._tell_who_has_it(session, where, case, notification, attempt=attempt + 1)
            if attempt < OFFERS:
                return self._offer(where, officer_call(session, case, alert), notification, attempt=attempt + 1)
            return self._say_goodbye(session, where, notification, texts.NOT_ACCEPTED(language))

    def _accept(self, session: Session, where: City, notification: int, *, now: datetime) -> str:
        _, case = _alert_and_case(session, notification)
        caller = caller_for_officer(session, case.id, now=now)  # locked before the alert: in one order everywhere
        if not accept(session, notification, now=now):
            return self._say_goodbye(session, where, notification, texts.ALREADY_TAKEN(language_of(where)))
        if caller:
            return self._connect(session, where, caller, notification, attempt=1)
        return self._say_goodbye(
            session, where, notification, _how_it_stands(session, where, case, notification), over=True
        )

    def _connect(self, session: Session, where: City, caller: Contact, notification: int, *, attempt: int) -> str:
        """Put the officer through; a caller who is elsewhere (the desk, a message) is called back into the queue.

        So is one who should have been in the queue and was not: they may have left it in trouble.
        """
        is_elsewhere = caller.stage != Stage.WAITING or attempt > 1
        if is_elsewhere:
            contacts.ask_back(session, caller, now=self.service.clock.now())
        expect_talk(session, notification, now=self.service.clock.now())
        return twiml.connect_to_caller(
            voice_of(where),
            texts.ACCEPTED_WAITING(language_of(where)),
            queue=queue_of(caller),
            announce_url=self.service.addresses.connected(caller.id),
            left_url=self.service.addresses.officer_left(notification, attempt),
            pause=CALLED_BACK_IN if is_elsewhere else 0,
        )

    def officer_left(self, notification: int, dial: DialEnded, attempt: int) -> str:
        """The bridge is over, or there was none: on to the next caller of this case, or tell how it stands."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            _, case = _alert_and_case(session, notification)
            caller = caller_for_officer(session, case.id, now=now, was_missed=not dial.answered)
            if caller and not dial.answered and attempt >= HANDOVERS:
                caller = self._give_up(session, caller, now=now)
            if caller:
                next_attempt = 1 if dial.answered else min(attempt + 1, HANDOVERS)
                return self._connect(session, where, caller, notification, attempt=next_attempt)
            if dial.answered:
                is_theirs = _is_theirs(session, case, notification)
                over = texts.CALL_OVER if is_theirs else texts.CALL_OVER_FOR_COLLEAGUE
                sentence = over(language_of(where), number=case.number)
                return self._say_goodbye(session, where, notification, sentence, over=True)
            return self._say_goodbye(
                session, where, notification, _how_it_stands(session, where, case, notification), over=True
            )

    def _give_up(self, session: Session, caller: Contact, *, now: datetime) -> Contact | None:
        """Who was not in the queue time and again counts as gone; returns the next one of the case, to be tried once.

        None while one is dialled elsewhere: they could not be called back.
        """
        if caller.stage != Stage.WAITING or caller.case_id is None:
            return None
        end_call(session, caller, now=now, why="was not there when an officer came", presumed=True)
        session.flush()
        return caller_for_officer(session, caller.case_id, now=now, was_missed=True)

    def _say_goodbye(
        self, session: Session, where: City, notification: int, sentence: str, *, over: bool = False
    ) -> str:
        say_goodbye(session, notification, now=self.service.clock.now(), talk_is_over=over)
        return twiml.say_goodbye(voice_of(where), sentence)

    def officer_status(self, notification: int, status: StatusChanged) -> None:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            if session.get(Notification, notification) and adopt(session, notification, status.sid, now=now):
                call_went(session, notification, status, now=now)

    def text_status(self, notification: int, status: StatusChanged) -> None:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            if session.get(Notification, notification) and adopt(session, notification, status.sid, now=now):
                text_went(session, notification, status, now=now)


def _alert_and_case(session: Session, notification: int) -> tuple[Alert, Case]:
    alert = session.get_one(Alert, session.get_one(Notification, notification).alert_id)
    return alert, session.get_one(Case, alert.case_id)


def _has_accepted(session: Session, notification: int) -> bool:
    row = session.get_one(Notification, notification)
    return row.purpose == Purpose.JOIN or row.state == NotificationState.ACCEPTED


def _is_theirs(session: Session, case: Case, notification: int) -> bool:
    return case.acknowledged_by in {None, session.get_one(Notification, notification).officer}


def _how_it_stands(session: Session, where: City, case: Case, notification: int) -> str:
    """Whose the case is; and whether the caller has gone, talks with somebody else, or has only written."""
    language = language_of(where)
    callback = texts.CALLBACK[case.callback_safe](language)
    if not _is_theirs(session, case, notification):
        return texts.ANSWERED_FOR_COLLEAGUE(language, number=case.number, callback=callback)
    if contacts.is_on_the_line(session, case.id):
        return texts.ACCEPTED_ELSEWHERE(language, number=case.number)
    newest = select(Contact.channel).where(Contact.case_id == case.id).order_by(col(Contact.id).desc()).limit(1)
    has_called = session.exec(newest).first() == ContactChannel.VOICE
    sentence = texts.ACCEPTED_GONE if has_called else texts.ACCEPTED_MESSAGE
    return sentence(language, number=case.number, callback=callback)
