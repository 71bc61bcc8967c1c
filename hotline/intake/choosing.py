"""A place that is not clear yet: the question that names what is left, and what the answer to it means."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from hotline import texts
from hotline.models import Case, Contact, event
from routing.models import City
from routing.places import Option, PlaceMatch, Territory, load_territory

LONGEST_REPLY = 70
"""Signs of one segment with Vietnamese marks."""


def find_place(session: Session, where: City, words: str, *, now: datetime, spoken: bool = False) -> PlaceMatch:
    """Where the person is by what they wrote or said, in the units of their time."""
    today = now.astimezone(ZoneInfo(where.timezone)).date()
    return load_territory(session).find(words, spoken=spoken, on=today)


def offer(session: Session, contact: Contact, match: PlaceMatch, *, now: datetime) -> tuple[Option, ...]:
    """What is to be asked, kept with the contact for the answer; nothing when there is nothing to choose from."""
    options = load_territory(session).question(match)
    if options:
        contact.offered = [{"district": option.district, "place": option.place} for option in options]
        codes = "|".join(option.district or "outside" for option in options)
        why = match.evidence
        session.add(event(contact.case_id, "place.asked", now=now, subject=contact.id, after=codes, why=why))
        session.add(contact)
    return options


def offered_before(session: Session, case: Case) -> list[dict[str, str | None]]:
    """What the newest question about this case offered."""
    asked = select(Contact.offered).where(Contact.case_id == case.id, col(Contact.offered) != [])
    return list(session.exec(asked.order_by(col(Contact.id).desc()).limit(1)).first() or [])


def chosen(offered: Sequence[dict[str, str | None]], key: str) -> PlaceMatch | None:
    """What a bare number means after a question; None if it is no number, or none of those."""
    number = key.strip(" .,!)(").removeprefix("số ").removeprefix("so ")
    if not number.isdecimal() or not 1 <= int(number) <= len(offered):
        return None
    option = offered[int(number) - 1]
    if option["district"] is None:
        return PlaceMatch(outside=option["place"] or "", evidence="chosen by number")
    return PlaceMatch(option["district"], option["place"], (option["district"],), "chosen by number")


def which_text(territory: Territory, options: Sequence[Option], language: str) -> texts.Text | None:
    """The question between these as a reply of one segment; None if it does not fit: an open one does better."""
    names = [f"{_where(territory, option)} ({number})" for number, option in enumerate(options, start=1)]
    listed = ", ".join(names[:-1]) + texts.OR(language) + names[-1]
    place = _common_place(options)
    choices = f"{place}: {listed}" if place else listed
    question = texts.WHICH.with_(choices=choices)
    return question if len(question(language)) <= LONGEST_REPLY else None


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
