"""A child's call, in the order in which it goes.

incoming_call -> place_answered -> hold_turn … -> caller_connected (an officer has come), or
                                               -> queue_left -> the city desk -> the national line -> a message
Whatever happens on the way, call_status tells that the caller has gone, and the alert goes on.
"""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from hotline import cases, contacts, texts
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import begin_anew, newest_alert, open_alert, start_now
from hotline.alerts.presence import officer_is_joining
from hotline.intake.base import Script, language_of, queue_of, voice_of
from hotline.messages import short_name
from hotline.models import Alert, AlertState, Case, Contact, ContactChannel, Stage
from hotline.sending import send_overdue
from routing.models import City, District
from routing.places import load_territory
from webhooks import twiml
from webhooks.events import DialEnded, IncomingCall, LineState, PlaceAnswer, StatusChanged

ASKING_LIMIT = timedelta(seconds=20)
"""With twice the city's ask_seconds, the time in which a caller may tell the place before anybody is rung."""
RING_SECONDS = 20
"""How long the city desk and the national line ring."""
SHORTEST_TALK = 10
"""Seconds. A shorter talk with the desk or the national line was a machine or a slip: go on to the next."""

DESK, NATIONAL = "desk", "national"


class CallerScript(Script):
    # 1. The call comes in

    def incoming_call(self, call: IncomingCall) -> str:
        """Written down with an urgent case first; then the greeting and, unless the place is known, one question."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            if contact.asked_place:
                return self._ask_where(session, where)
            contacts.move_to(session, contact, Stage.WAITING, now=now)
            return self._hold(where, contact, texts.GREETING)

    def _contact(self, session: Session, where: City, call: IncomingCall, *, now: datetime) -> Contact:
        """The contact of this call. A call whose first webhook never came is written down at its first sign."""
        if known := contacts.locked_contact(session, call.sid):
            return known
        contact = contacts.insert_contact(
            session, ContactChannel.VOICE, call.sid, caller=call.caller, called=call.called, now=now
        )
        if contact is None:  # a replay that came at the same moment was first
            return session.exec(select(Contact).where(Contact.sid == call.sid)).one()
        self._open_case(session, where, contact, now=now)
        return contact

    def _open_case(self, session: Session, where: City, contact: Contact, *, now: datetime) -> None:
        cases.lock_caller(session, contact.caller)
        line = contacts.district_of_line(session, contact)
        case = cases.case_of_caller(session, contact.caller)
        if case is None:
            case = cases.open_case(session, where, district=line, now=now, why="a call")
        elif case.district is None and line:
            cases.set_district(session, case, line, now=now, why="the line belongs to it")
        contact.district = case.district
        contact.asked_place = case.district is None
        contacts.attach(session, contact, case, now=now)
        patience = ASKING_LIMIT + timedelta(seconds=2 * where.ask_seconds) if contact.asked_place else timedelta(0)
        alert = open_alert(session, case.id, now=now, ring_at=now + patience, why="a call")
        if alert.state == AlertState.EXHAUSTED:  # there is a live caller again: ring everybody once more
            begin_anew(session, case.id, now=now)

    # 2. Where are you?

    def _ask_where(self, session: Session, where: City) -> str:
        language = language_of(where)
        return twiml.ask_where(
            voice_of(where),
            [texts.GREETING(language), texts.ASK_WHERE(language)],
            seconds=where.ask_seconds,
            hints=[district.name for district in _districts(session)],
            answer_url=self.service.addresses.place(attempt=1),
        )

    def _ask_key(self, session: Session, where: City) -> str:
        language = language_of(where)
        districts = _districts(session)
        keys = [
            texts.KEY(language, district=short_name(one.name), digit=str(one.digit)) for one in districts if one.digit
        ]
        return twiml.ask_where(
            voice_of(where),
            [texts.ASK_KEY(language, keys=", ".join(keys))],
            seconds=where.ask_seconds,
            hints=[district.name for district in districts],
            answer_url=self.service.addresses.place(attempt=2),
        )

    def place_answered(self, call: IncomingCall, answer: PlaceAnswer) -> str:
        """A key or a name decides; silence, 0 or nonsense twice belong to the city desk. Nothing ever blocks."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            district, place = _find_place(session, answer)
            if district and contact.stage == Stage.ASKING:
                _assign(session, contact, district, place, now=now)
            elif not district and answer.digits != "0" and answer.attempt < 2:
                if answer.is_silent and contact.case_id:  # whoever can't speak is not kept waiting for a key
                    start_now(session, contact.case_id, now=now)
                return self._ask_key(session, where)
            if contact.case_id:
                start_now(session, contact.case_id, now=now)
            contacts.move_to(session, contact, Stage.WAITING, now=now)
            return self._hold(where, contact)

    # 3. Waiting

    def _hold(self, where: City, contact: Contact, *sentences: texts.Text) -> str:
        return twiml.hold(
            voice_of(where),
            [sentence(language_of(where)) for sentence in sentences],
            queue=queue_of(contact),
            wait_url=self.service.addresses.hold(turn=0),
            left_url=self.service.addresses.left,
        )

    def hold_turn(self, call: IncomingCall, turn: int) -> str:
        """One sentence and a moment for a key; also moves the escalation, so that a live call needs no worker."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            contacts.move_to(session, contact, Stage.WAITING, now=now)
            alert = newest_alert(session, contact.case_id) if contact.case_id else None
            if alert:
                escalate(session, alert.id, now=now)
            if _has_waited_enough(where, contact, alert, now=now) and not officer_is_joining(session, contact, now=now):
                return twiml.leave_queue()
            sentence = texts.HOLD[turn % len(texts.HOLD)](language_of(where))
        if alert:
            send_overdue(self.service, alert.id, now=now)
        return twiml.hold_turn(
            voice_of(where),
            sentence,
            key_url=self.service.addresses.hold_key(turn + 1),
            next_url=self.service.addresses.hold(turn + 1),
        )

    def hold_key(self, call: IncomingCall, key: str, turn: int) -> str:
        """Star: the caller would rather leave a message. Any other key changes nothing."""
        if key != "*":
            return self.hold_turn(call, turn)
        now = self.service.clock.now()
        with self.service.transaction() as session:
            contact = self._contact(session, self._city(session), call, now=now)
            contacts.move_to(session, contact, Stage.MESSAGE, now=now)
        return twiml.leave_queue()

    # 4. An officer has come

    def caller_connected(self, call: IncomingCall) -> str:
        """The last sentence before the officer's voice."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            contacts.mark_answered(session, contact, by=_owner(session, contact), now=now)
            return twiml.announce(voice_of(where), texts.CONNECTED(language_of(where)))

    # 5. Nobody has come: the desk, the national line, a message

    def queue_left(self, call: IncomingCall, result: str) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            if result == "bridged":
                contacts.mark_answered(session, contact, by=_owner(session, contact), now=now)
                return self._goodbye(where)
            if result == "hangup":
                _end(session, contact, now=now)
                return self._goodbye(where)
            if officer_is_joining(session, contact, now=now):
                return self._hold_again(session, where, contact, now=now)
            if contact.stage == Stage.MESSAGE:
                return self._leave_message(where)
            return self._pass_on(session, where, contact, DESK, now=now)

    def dial_ended(self, call: IncomingCall, leg: str, dial: DialEnded) -> str:
        """The desk or the national line has hung up or has not answered."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            if dial.answered and dial.seconds >= SHORTEST_TALK:
                contacts.mark_answered(session, contact, by=None, now=now)
                return self._goodbye(where)
            if officer_is_joining(session, contact, now=now):
                return self._hold_again(session, where, contact, now=now)
            return self._pass_on(session, where, contact, NATIONAL if leg == DESK else None, now=now)

    def dial_status(self, contact_id: int, status: StatusChanged) -> None:
        """The desk or the national line has picked up."""
        if status.state != LineState.ANSWERED:
            return
        with self.service.transaction() as session:
            contact = session.get(Contact, contact_id, with_for_update={"key_share": True})
            if contact:
                contacts.mark_answered(session, contact, by=None, now=self.service.clock.now())

    def _pass_on(self, session: Session, where: City, contact: Contact, leg: str | None, *, now: datetime) -> str:
        """Dial the next human directly; after the last one, a message."""
        if leg == DESK and where.desk:
            contacts.move_to(session, contact, Stage.DESK, now=now)
            return self._dial(where, contact, DESK, where.desk, texts.TO_DESK(language_of(where)))
        if leg in {DESK, NATIONAL} and where.national_line:
            contacts.move_to(session, contact, Stage.NATIONAL, now=now)
            sentence = texts.TO_NATIONAL(language_of(where), line=where.national_line)
            return self._dial(where, contact, NATIONAL, where.national_line, sentence)
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

    def _leave_message(self, where: City) -> str:
        return twiml.leave_message(
            voice_of(where),
            texts.LEAVE_MESSAGE(language_of(where)),
            texts.GOODBYE(language_of(where)),
            done_url=self.service.addresses.message,
            recording_url=self.service.addresses.recording,
        )

    def message_left(self, call: IncomingCall, recording: str) -> str:
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
            contacts.keep_recording(session, contact, recording, now=now)
            return twiml.say_goodbye(voice_of(where), texts.MESSAGE_KEPT(language_of(where)))

    def recording_ready(self, call: IncomingCall, recording: str) -> None:
        with self.service.transaction() as session:
            if contact := contacts.locked_contact(session, call.sid):
                contacts.keep_recording(session, contact, recording, now=self.service.clock.now())

    def caller_recalled(self, call: IncomingCall) -> str:
        """An officer has accepted while the caller was elsewhere: back into the queue, without a word."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            return self._hold_again(session, where, self._contact(session, where, call, now=now), now=now)

    def _hold_again(self, session: Session, where: City, contact: Contact, *, now: datetime) -> str:
        contacts.move_to(session, contact, Stage.WAITING, now=now)
        return self._hold(where, contact)

    def _goodbye(self, where: City) -> str:
        return twiml.say_goodbye(voice_of(where), texts.GOODBYE(language_of(where)))

    # 6. The caller has gone

    def call_status(self, call: IncomingCall, status: StatusChanged) -> None:
        """Only the end of a call counts. One that we never heard of is written down now: somebody wanted help."""
        if status.state in {LineState.UNDER_WAY, LineState.ANSWERED}:
            return
        now = self.service.clock.now()
        with self.service.transaction() as session:
            known = contacts.locked_contact(session, call.sid)
            if known or call.is_inbound:
                _end(session, known or self._contact(session, self._city(session), call, now=now), now=now)


def _end(session: Session, contact: Contact, *, now: datetime) -> None:
    """The caller has gone; if they were still being asked for the place, officers are rung now."""
    contacts.end(session, contact, now=now)
    if contact.case_id:
        start_now(session, contact.case_id, now=now)


def _has_waited_enough(where: City, contact: Contact, alert: Alert | None, *, now: datetime) -> bool:
    limit = timedelta(seconds=where.hold_limit_seconds)
    exhausted = alert is not None and alert.state == AlertState.EXHAUSTED
    return exhausted or now - (contact.waiting_since or now) >= limit


def _districts(session: Session) -> list[District]:
    return list(session.exec(select(District).order_by(col(District.digit), col(District.position))).all())


def _find_place(session: Session, answer: PlaceAnswer) -> tuple[str | None, str | None]:
    """District and place that the caller keyed or said."""
    territory = load_territory(session)
    if answer.digits:
        return territory.by_digit(answer.digits), None
    match = territory.find(answer.speech)
    return match.district, match.place


def _assign(session: Session, contact: Contact, district: str, place: str | None, *, now: datetime) -> None:
    """The caller has said where they are; an alert that already rings at the city desk begins anew there."""
    contact.district, contact.place = district, place
    session.add(contact)
    case = session.get_one(Case, contact.case_id, with_for_update={"key_share": True})
    if case.district is None:
        cases.set_district(session, case, district, now=now, why="the caller said so")
        begin_anew(session, case.id, now=now)


def _owner(session: Session, contact: Contact) -> str | None:
    alert = newest_alert(session, contact.case_id) if contact.case_id else None
    return alert.acknowledged_by if alert else None
