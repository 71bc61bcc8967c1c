"""The city's districts and places, and what a text, a spoken answer or a key says about them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from routing.models import District, Place
from routing.places.addresses import drop_denied, group, join
from routing.places.clauses import Clauses
from routing.places.decide import Address, decide, leave_open
from routing.places.denials import is_denied
from routing.places.doubts import is_on_from_there, offers_choice
from routing.places.finder import Finder
from routing.places.fold import Word, read_words
from routing.places.households import is_torn_between, lives_with
from routing.places.index import NameIndex
from routing.places.kinds import narrow
from routing.places.match import Evidence, Option, PlaceMatch, Reading
from routing.places.mentions import Mention
from routing.places.names import Name, Rank, district_names, place_names, split_kind
from routing.places.neighbours import drop_borders
from routing.places.respell import Speller
from routing.places.signs import Signs
from routing.places.whereabouts import Whereabouts
from routing.places.who import Bearing
from routing.places.words import ORDINARY_WORDS, SMALL_WORDS

_MOST_OPTIONS = 3


class Territory:
    """Immutable once built; share it freely. `elsewhere` are names of what the city does not serve."""

    def __init__(self, districts: Iterable[District], places: Iterable[Place], elsewhere: Iterable[Name] = ()) -> None:
        self._districts = {district.code: district for district in districts}
        own = [*district_names(self._districts.values()), *place_names(places)]
        index = NameIndex([*own, *_not_shadowing(own, elsewhere)])
        self._finder = Finder(index, ORDINARY_WORDS | SMALL_WORDS)
        self._speller = Speller(index.syllables | SMALL_WORDS, ORDINARY_WORDS, index.joined_names, SMALL_WORDS)

    def find(self, text: str, *, spoken: bool = False, on: date | None = None) -> PlaceMatch:
        """Where the child is. Unsure is never a guess: the match then has no district.

        `spoken` forgives what speech recognition writes. `on` is the day whose units `place` should name; without it
        the newest.
        """
        words = list(self._speller.mend(read_words(text)))
        clauses = _narrowed(Clauses(words, self._finder.mentions(words, spoken=spoken)))
        named = self._meant(clauses, spoken=spoken)
        addresses, rejected = _where_the_child_is(clauses, named)
        match = decide(addresses, on=on) if addresses else _not_there(rejected)
        return replace(match, readings=_readings(words, named))

    def by_digit(self, key: str) -> str | None:
        """The district of the key that a caller pressed."""
        return next((code for code, district in self._districts.items() if str(district.digit) == key.strip()), None)

    def name_of(self, code: str) -> str:
        """A district's full name; of a code that is not in the city file, the code itself."""
        return self._districts[code].name if code in self._districts else code

    def short_name_of(self, code: str) -> str:
        """'Ninh Kiều' without 'Quận'; a numbered one keeps its kind."""
        kind, _ = split_kind(name := self.name_of(code))
        return name[len(kind) :].strip() if kind else name

    def question(self, match: PlaceMatch) -> tuple[Option, ...]:
        """What to ask about, the likeliest first, at most three; nothing if there is nothing to choose from."""
        return match.options[:_MOST_OPTIONS] if match.district is None and len(match.options) > 1 else ()

    def _meant(self, clauses: Clauses, *, spoken: bool) -> list[Mention]:
        signs = Signs(clauses, spoken)
        meant = [mention for mention in clauses.mentions if signs.is_meant(mention)]
        if offers_choice(clauses.shape):
            return meant
        denied = {mention.start for mention in meant if is_denied(clauses, mention)}
        return drop_borders(clauses, drop_denied(clauses, meant, denied))


def _narrowed(clauses: Clauses) -> Clauses:
    return replace(clauses, mentions=[one for each in clauses.mentions if (one := narrow(clauses, each))])


def _not_shadowing(own: Sequence[Name], elsewhere: Iterable[Name]) -> Iterable[Name]:
    """Names elsewhere, but for those of our districts; and of ours at all, unless a kind or the city file says so."""
    districts = {name.plain for name in own if name.area.rank is Rank.DISTRICT}
    places = {name.plain for name in own}
    return (name for name in elsewhere if name.plain not in (districts if _is_distinct(name) else places))


def _is_distinct(name: Name) -> bool:
    """A province, 'huyện Thạnh Phú', a commune that the city desk answers for: not just any name of a place."""
    area = name.area
    return area.served_by_desk or area.name == area.belongs_to or area.kind in {"quận", "huyện"}


def _where_the_child_is(clauses: Clauses, named: Sequence[Mention]) -> tuple[list[Address], list[Mention]]:
    """The addresses that bear most on where the child is now; and all mentions if none of them does."""
    meant = replace(clauses, mentions=named)  # the other names are people and things, who may be the subject
    whereabouts = Whereabouts(meant)
    addresses = [one for one in join(clauses, group(clauses, named)) if one.places]
    bearings = [max(whereabouts.bearing(one.mentions[0]), Bearing.NOT_THERE) for one in addresses]
    highest = max(bearings, default=Bearing.NOT_THERE)
    if is_on_from_there(clauses.shape):
        return [], [mention for one in addresses for mention in one.places]
    if len(addresses) > 1 and clauses.is_in_doubt:
        return [_any_of(addresses)], []
    shares = any(lives_with(meant, one.mentions[0]) for one in addresses)
    if highest < Bearing.OTHER_ADULT or (highest is Bearing.OTHER_ADULT and not shares):
        return [], [mention for one in addresses for mention in one.places]
    if highest in {Bearing.HOME, Bearing.THERE} and is_torn_between(meant, addresses, bearings):
        return [_any_of(addresses)], []
    return [one for one, bearing in zip(addresses, bearings, strict=True) if bearing == highest], []


def _any_of(addresses: Sequence[Address]) -> Address:
    return Address(tuple(mention for one in addresses for mention in one.mentions), alternatives=True)


def _not_there(mentions: Sequence[Mention]) -> PlaceMatch:
    if not mentions:
        return PlaceMatch()
    codes = {area.district for mention in mentions for area in mention.areas}
    return leave_open(codes, mentions, Evidence.NOT_THERE)


def _readings(words: Sequence[Word], mentions: Sequence[Mention]) -> tuple[Reading, ...]:
    return tuple(
        Reading(" ".join(word.text for word in words[one.start : one.end]), one.areas[0].name, one.how.label)
        for one in mentions
        if not one.is_city
    )
