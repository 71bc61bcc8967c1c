"""The city's districts and places, and what a text, a spoken answer or a key says about them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sqlmodel import Session, col, select

from routing.models import City, District, Place
from routing.places.context import Context
from routing.places.decide import PlaceMatch, decide
from routing.places.fold import Word, read_words
from routing.places.names import Mention, Name, NameIndex, name_words
from routing.places.vocabulary import PROVINCES


class Territory:
    """Immutable once built; share it freely. `outside` are places that the city does not serve."""

    def __init__(self, districts: Iterable[District], places: Iterable[Place], outside: Iterable[str] = ()) -> None:
        self._districts = {district.code: district for district in districts}
        self._index = NameIndex(
            [*_district_names(self._districts.values()), *_place_names(places), *_outside_names(outside)]
        )

    def find(self, text: str) -> PlaceMatch:
        """Where the sender or speaker is. Unsure is never a guess: the match then has no district."""
        words = read_words(text)
        return decide(self._relevant(words, list(self._index.mentions(words))) or self._misheard(words))

    def by_digit(self, key: str) -> str | None:
        """The district of the key that a caller pressed."""
        return next((code for code, district in self._districts.items() if str(district.digit) == key.strip()), None)

    def name_of(self, code: str) -> str:
        """A district's full name; of a code that is not in the city file, the code itself."""
        return self._districts[code].name if code in self._districts else code

    def _relevant(self, words: Sequence[Word], mentions: list[Mention]) -> list[Mention]:
        """The names that tell where the child is now."""
        context = Context(words, mentions)
        meant = [mention for mention in mentions if context.is_meant(mention) and not context.is_denied(mention)]
        return [mention for mention in meant if context.is_now(mention)] or meant

    def _misheard(self, words: Sequence[Word]) -> list[Mention]:
        """Speech recognition writes wrong marks ('thời lai'): forgiven where nothing but a name was said."""
        mentions = list(self._index.mentions(words, loosely=True))
        return mentions if Context(words, mentions).is_bare else []


def load_territory(session: Session) -> Territory:
    """The applied city's territory. Two short queries; names are indexed again only after they have changed."""
    districts = session.exec(
        select(District.code, District.name, District.digit, District.aliases).order_by(col(District.position))
    )
    places = session.exec(select(Place.district, Place.name, Place.aliases).order_by(col(Place.id)))
    found = session.get(City, 1)
    return _build(
        tuple((code, name, digit, tuple(aliases)) for code, name, digit, aliases in districts),
        tuple((district, name, tuple(aliases)) for district, name, aliases in places),
        (*found.outside, *(name for name in PROVINCES if name != found.name)) if found else PROVINCES,
    )


@lru_cache(maxsize=4)
def _build(
    districts: tuple[tuple[str, str, int | None, tuple[str, ...]], ...],
    places: tuple[tuple[str, str, tuple[str, ...]], ...],
    outside: tuple[str, ...],
) -> Territory:
    return Territory(
        [
            District(code=code, name=name, digit=digit, aliases=list(aliases))
            for code, name, digit, aliases in districts
        ],
        [Place(district=district, name=name, aliases=list(aliases)) for district, name, aliases in places],
        outside,
    )


def _district_names(districts: Iterable[District]) -> Iterator[Name]:
    for district in districts:
        for spelling in dict.fromkeys(map(name_words, (district.name, *district.aliases))):
            if spelling:
                yield Name(spelling, district.code, None)


def _place_names(places: Iterable[Place]) -> Iterator[Name]:
    for place in places:
        for spelling in dict.fromkeys(map(name_words, (place.name, *place.aliases))):
            if spelling:
                yield Name(spelling, place.district, place.name)


def _outside_names(names: Iterable[str]) -> Iterator[Name]:
    yield from (Name(spelling, None, name) for name in names if (spelling := name_words(name)))
