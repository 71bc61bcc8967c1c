"""The beginning of a call: the greeting, and one question, where are you?"""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline import texts
from hotline.alerts.opening import start_now
from hotline.alerts.rerouting import reroute
from hotline.db import locked
from hotline.intake.base import language_of, voice_of
from hotline.intake.choosing import chosen, find_place, offer, place_of, which_spoken
from hotline.intake.elsewhere import FROM_OUTSIDE, ElsewhereScript
from hotline.messages import short_name
from hotline.models import Case, Contact, Stage
from routing.models import City, District
from routing.places import PlaceMatch, load_territory
from webhooks import twiml
from webhooks.events import IncomingCall, PlaceAnswer

QUESTIONS = 2
CITY_DESK_KEY = "0"


class AskingScript(ElsewhereScript):
    def incoming_call(self, call: IncomingCall) -> str:
        """Written down with an urgent case first; then the greeting and, unless the place is known, one question."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, at=Stage.ASKING, now=now)
            if contact.asked_place:
                return self._ask_where(session, where)
            self._wait(session, contact, now=now)
            return self._hold(where, contact, texts.GREETING)

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
            answer_url=self.service.addresses.place(attempt=QUESTIONS),
        )

    def place_answered(self, call: IncomingCall, answer: PlaceAnswer) -> str:
        """A key or a name decides; silence, 0 or nonsense twice belong to the city desk. Nothing ever blocks."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, at=Stage.ASKING, now=now)
            match = _find_place(session, where, contact, answer, now=now)
            if match.district and _is_told_in_time(session, contact):
                _assign(session, contact, match.district, match.place, now=now)
            elif _is_to_be_asked_again(match, answer) and not self._has_answered(contact):
                if answer.is_silent and contact.case_id:
                    start_now(session, contact.case_id, now=now)
                return self._ask_again(session, where, contact, match, now=now)
            if match.is_outside:
                contact.place = place_of(match)
            if contact.case_id:
                start_now(session, contact.case_id, now=now)
            self._wait(session, contact, now=now)
            if _is_elsewhere(match) and contact.stage == Stage.WAITING and where.national_line:
                return self._pass_on(session, where, contact, FROM_OUTSIDE, now=now)
            return self._hold(where, contact)

    def _has_answered(self, contact: Contact) -> bool:
        """Nobody hears the question of a document that is made later; nor need one be asked who has told already."""
        return self.found is not None or contact.district is not None

    def _ask_again(self, session: Session, where: City, contact: Contact, match: PlaceMatch, *, now: datetime) -> str:
        """Among what is left, if that is known; else among all districts."""
        options = offer(session, contact, match, now=now)
        if not options:
            return self._ask_key(session, where)
        territory = load_territory(session)
        return twiml.ask_where(
            voice_of(where),
            [which_spoken(territory, options, language_of(where))],
            seconds=where.ask_seconds,
            hints=[territory.name_of(option.district) for option in options if option.district],
            answer_url=self.service.addresses.place(attempt=QUESTIONS),
        )


def _districts(session: Session) -> list[District]:
    return list(session.exec(select(District).order_by(col(District.digit), col(District.position))).all())


def _find_place(session: Session, where: City, contact: Contact, answer: PlaceAnswer, *, now: datetime) -> PlaceMatch:
    """What the caller keyed or said; a number means what the question before it said."""
    offered = contact.offered if answer.attempt == QUESTIONS else []
    if match := chosen(offered, answer.digits or answer.speech):
        return match
    if not answer.digits:
        return find_place(session, where, answer.speech, now=now, spoken=True)
    return PlaceMatch(None if offered else load_territory(session).by_digit(answer.digits))


def _is_to_be_asked_again(match: PlaceMatch, answer: PlaceAnswer) -> bool:
    is_settled = match.district or match.is_outside or answer.digits == CITY_DESK_KEY
    return not is_settled and answer.attempt < QUESTIONS


def _is_elsewhere(match: PlaceMatch) -> bool:
    """In another province. What only joined the city lately is its desk's."""
    return match.is_outside and not match.served_by_desk


def _is_told_in_time(session: Session, contact: Contact) -> bool:
    """The first answer counts; also of one who has hung up meanwhile, where the case has no district yet."""
    if contact.stage != Stage.DONE or contact.case_id is None:
        return contact.stage == Stage.ASKING
    return locked(session, Case, contact.case_id).district is None


def _assign(session: Session, contact: Contact, district: str, place: str | None, *, now: datetime) -> None:
    """The caller has said where they are; an alert that already rings at the city desk begins anew there."""
    contact.district, contact.place = district, place
    session.add(contact)
    if contact.case_id is None:
        return
    reroute(session, locked(session, Case, contact.case_id), district, now=now, why="the caller said where they are")
