"""The beginning of a call: the greeting, and one question, where are you?"""

from datetime import datetime

from sqlmodel import Session, col, select

from hotline import cases, texts
from hotline.alerts.opening import begin_anew, start_now
from hotline.db import locked
from hotline.intake.base import language_of, voice_of
from hotline.intake.call import CallScript
from hotline.messages import short_name
from hotline.models import Case, Contact, Stage
from routing.models import City, District
from routing.places import load_territory
from webhooks import twiml
from webhooks.events import IncomingCall, PlaceAnswer

QUESTIONS = 2
CITY_DESK_KEY = "0"


class AskingScript(CallScript):
    def incoming_call(self, call: IncomingCall) -> str:
        """Written down with an urgent case first; then the greeting and, unless the place is known, one question."""
        now = self.service.clock.now()
        with self.service.transaction() as session:
            where = self._city(session)
            contact = self._contact(session, where, call, now=now)
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
            contact = self._contact(session, where, call, now=now)
            district, place = _find_place(session, answer)
            if district and contact.stage == Stage.ASKING:
                _assign(session, contact, district, place, now=now)
            elif not district and answer.digits != CITY_DESK_KEY and answer.attempt < QUESTIONS:
                if (answer.is_silent or self.found) and contact.case_id:  # nobody waits for a key that can't come
                    start_now(session, contact.case_id, now=now)
                return self._ask_key(session, where)
            if contact.case_id:
                start_now(session, contact.case_id, now=now)
            self._wait(session, contact, now=now)
            return self._hold(where, contact)


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
    if contact.case_id is None:
        return
    case = locked(session, Case, contact.case_id)
    if case.district is None:
        cases.set_district(session, case, district, now=now, why="the caller said so")
        begin_anew(session, case.id, now=now, why="the caller said where they are")
