"""A place that is not clear yet: the question that names what is left, and what the answer to it means."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from hotline import texts
from hotline.models import Case, Contact, event
from routing.models import City
from routing.places import Evidence, Option, PlaceMatch, Territory, load_territory
from routing.places.fold import read_words
from routing.places.vocabulary import Vocabulary

LONGEST_REPLY = 70
"""Signs of one segment with Vietnamese marks."""
MENDED_WITHIN = timedelta(minutes=10)


def find_place(session: Session, where: City, words: str, *, now: datetime, spoken: bool = False) -> PlaceMatch:
    """Where the person is by what they wrote or said, in the units of their time."""
    today = now.astimezone(ZoneInfo(where.timezone)).date()
    return load_territory(session).find(words, spoken=spoken, on=today)


def offer(session: Session, contact: Contact, match: PlaceMatch, *, now: datetime) -> tuple[Option, ...]:
    """What is to be asked, kept with the contact for the answer; nothing when there is nothing to choose from."""
    options = load_territory(session).question(match)
    offered = [_kept(option) for option in options]
    if options and contact.offered != offered:  # a replay is no second question
        contact.offered = offered
        codes = "|".join(option.district or "outside" for option in options)
        why = match.evidence
        session.add(event(contact.case_id, "place.asked", now=now, subject=contact.id, after=codes, why=why))
        session.add(contact)
    return options


def _kept(option: Option) -> dict[str, str | None]:
    kept = {"district": option.district, "place": option.place}
    return {**kept, "served_by": "desk"} if option.served_by_desk else kept


def place_of(match: PlaceMatch) -> str | None:
    """The name to keep with the contact: a place here, or the one outside that was named."""
    return match.outside if match.is_outside else match.place


def open_offer(session: Session, case: Case, *, now: datetime) -> list[dict[str, str | None]]:
    """What a bare number may still choose from: once the place is known, only for a moment, to mend a slip."""
    asked = select(Contact.id).where(
        Contact.case_id == case.id, col(Contact.offered) != [], Contact.started_at > now - MENDED_WITHIN
    )
    if case.district and session.exec(asked.limit(1)).first() is None:
        return []
    return offered_before(session, case)


def offered_before(session: Session, case: Case) -> list[dict[str, str | None]]:
    """What the newest question about this case offered."""
    asked = select(Contact.offered).where(Contact.case_id == case.id, col(Contact.offered) != [])
    return list(session.exec(asked.order_by(col(Contact.id).desc()).limit(1)).first() or [])


def chosen(offered: Sequence[dict[str, str | None]], key: str) -> PlaceMatch | None:
    """What a bare number means after a question; None if it is no number, or none of those."""
    number = _number(key)
    if number is None or not 1 <= number <= len(offered):
        return None
    option = offered[number - 1]
    if option["district"] is None:
        desk = option.get("served_by") == "desk"
        return PlaceMatch(evidence=Evidence.OUTSIDE, outside=option["place"] or "", served_by_desk=desk)
    return PlaceMatch(option["district"], option["place"], (option["district"],), "chosen by number")


def _number(told: str) -> int | None:
    """'2', 'Số 2 ạ', 'dạ con chọn 2', 'hai'; beside other words it counts something, and 'ba' alone is a father."""
    words = read_words(told)
    before = list(takewhile(_BEFORE_NUMBER.__contains__, words))
    if len(before) == len(words):
        return None
    number, *after = words[len(before) :]
    if not all(word in _AFTER_NUMBER for word in after):
        return None
    if number.plain.isdecimal() and len(number.plain) < 3:
        return int(number.plain)
    known = next((value for value, word in enumerate(_COUNTED, start=1) if number.could_be(word)), None)
    return None if known == 3 and (not before or before[-1].plain != "so") else known


_BEFORE_NUMBER = Vocabulary("dạ vâng thưa con em cháu ở là chọn bấm số nhầm")
_AFTER_NUMBER = Vocabulary("ạ nha nhé nhen nè ne đó đi")
_COUNTED = read_words("một hai ba")


def which_text(territory: Territory, match: PlaceMatch, language: str) -> texts.Text | None:
    """The question between what is left as a reply of one segment; None if it does not fit: an open one does better."""
    options = territory.question(match)
    if not options:
        return None
    names = [f"{_where(territory, option)} ({number})" for number, option in enumerate(options, start=1)]
    listed = ", ".join(names[:-1]) + texts.OR(language) + names[-1]
    place = _common_place(options)
    wordings = [f"{place}: {listed}", listed] if place else [listed]
    questions = (texts.WHICH.with_(choices=choices) for choices in wordings)
    return next((question for question in questions if len(question(language)) <= LONGEST_REPLY), None)


def which_spoken(territory: Territory, options: Sequence[Option], language: str) -> str:
    """The question as a caller hears it."""
    keys = ". ".join(
        texts.WHICH_KEY(language, where=_where(territory, option), digit=str(number))
        for number, option in enumerate(options, start=1)
    )
    place = _common_place(options)
    return texts.ASK_WHICH(language, place=place, keys=keys) if place else texts.ASK_WHICH_DISTRICT(language, keys=keys)


def _where(territory: Territory, option: Option) -> str:
    """The district, or a place outside by what it belongs to."""
    if option.district:
        return territory.short_name_of(option.district)
    return option.area or option.place or ""


def _common_place(options: Sequence[Option]) -> str | None:
    """The one name that all of them go by."""
    names = {option.place for option in options}
    return names.pop() if len(names) == 1 else None
