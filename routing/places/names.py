"""What may be named: every spelling of every district, ward, landmark and place elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routing.models import District, Place
from routing.places.abbreviations import abbreviations
from routing.places.cuts import cuts_of_two, joined_cuts
from routing.places.fold import Word, read_words, take_apart

_KINDS = ("thành phố", "thị trấn", "thị xã", "quận", "huyện", "phường", "tỉnh", "xã")
_KIND_WORDS = tuple((kind, tuple(read_words(kind))) for kind in _KINDS)
_WARD_KINDS = frozenset({"phường", "xã", "thị trấn"})


class Rank(StrEnum):
    DISTRICT = "district"
    WARD = "ward"
    LANDMARK = "landmark"
    ELSEWHERE = "elsewhere"
    CITY = "city"


@dataclass(frozen=True)
class Area:
    """Something that has a name. `district` is None for what the city does not serve, and for the city itself.

    `also_in` are the other districts that a unit of a later time reaches into. `belongs_to` tells for a place
    elsewhere to which province it belongs, or the city's own name if the city desk answers for it.
    """

    name: str
    rank: Rank
    district: str | None = None
    kind: str | None = None
    also_in: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    belongs_to: str | None = None
    served_by_desk: bool = False

    @property
    def reach(self) -> frozenset[str | None]:
        """Every district in which a part of it lies."""
        return frozenset({self.district, *self.also_in})


@dataclass(frozen=True)
class Name:
    """One way to say one area. `is_short`: by initials only, 'NK'; `is_cut`: by half of it, 'n. kieu'."""

    words: tuple[Word, ...]
    area: Area
    is_short: bool = False
    is_cut: bool = False

    @property
    def is_full(self) -> bool:
        return not (self.is_short or self.is_cut)

    @property
    def plain(self) -> str:
        return " ".join(word.plain for word in self.words)


def name_words(text: str) -> tuple[Word, ...]:
    """The words of a name without 'Quận', 'Xã' …; a numbered one ('Quận 9') keeps them."""
    return split_kind(text)[1]


def split_kind(text: str) -> tuple[str | None, tuple[Word, ...]]:
    """'xã Tân Thạnh' -> ('xã', the two words)."""
    words = tuple(read_words(text))
    for kind, prefix in _KIND_WORDS:
        rest = words[len(prefix) :]
        if _begins(words, prefix) and rest and not rest[0].plain.isdigit():
            return kind, rest
    return None, words


def _begins(words: Sequence[Word], prefix: Sequence[Word]) -> bool:
    """'Phương Bình' does not begin with 'phường'; 'phuong Binh' may."""
    pairs = zip(words, prefix, strict=False)
    return len(words) >= len(prefix) and all(
        word.plain == known.plain and (not word.is_marked or (word.could_be(known) and known.could_be(word)))
        for word, known in pairs
    )


def district_names(districts: Iterable[District]) -> Iterator[Name]:
    for district in districts:
        area = Area(district.name, Rank.DISTRICT, district.code, split_kind(district.name)[0])
        yield from _spellings(area, (district.name, *district.aliases))
        yield from _initials(area)


def _initials(area: Area) -> Iterator[Name]:
    """'q. n. k.', 'n. kieu', 'thlai'."""
    words = name_words(area.name)
    if len(words) == 2 and not any(map(_has_digit, words)):
        yield Name(tuple(take_apart(word.plain[:1]) for word in words), area, is_short=True)
        yield from (Name(cut, area, is_cut=True) for cut in cuts_of_two(words))


def place_names(places: Iterable[Place]) -> Iterator[Name]:
    for place in places:
        is_ward = place.kind is None or place.kind in _WARD_KINDS
        area = Area(
            place.name,
            Rank.WARD if is_ward else Rank.LANDMARK,
            place.district,
            place.kind,
            tuple(place.also_in),
            place.valid_from,
            place.valid_to,
        )
        texts = (place.name, *place.aliases)
        yield from _spellings(area, texts if is_ward else [*texts, *abbreviations(texts)])
        if is_ward:
            yield from (Name((word,), area, is_cut=True) for word in joined_cuts(name_words(place.name)))


def elsewhere_names(names: Iterable[str], *, belongs_to: str | None, served_by_desk: bool = False) -> Iterator[Name]:
    for name in names:
        kind, words = split_kind(name)
        shown = name if kind is None else name[len(kind) :].strip()
        area = Area(shown, Rank.ELSEWHERE, None, kind, belongs_to=belongs_to, served_by_desk=served_by_desk)
        if words:
            yield Name(words, area)


def city_names(name: str) -> Iterator[Name]:
    """The city's own name says nothing about the district, but that what stands before it is a place in the city."""
    area = Area(name, Rank.CITY)
    words = name_words(name)
    initials = "".join(word.plain[:1] for word in words)
    yield from _spellings(area, (name, f"tp{initials}", "".join(word.plain for word in words)))


def _spellings(area: Area, texts: Sequence[str]) -> Iterator[Name]:
    for words in dict.fromkeys(map(name_words, texts)):
        if words:
            yield Name(words, area, is_short=len(words) == 1 and len(words[0].plain) <= 3 and not _has_digit(words[0]))


def _has_digit(word: Word) -> bool:
    return any(sign.isdigit() for sign in word.plain)
