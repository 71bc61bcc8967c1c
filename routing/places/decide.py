"""From the names found in a text to one district, or to none when a careful person would ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from routing.places.names import Mention


class Evidence(StrEnum):
    """What a match rests on."""

    NOTHING = "nothing"
    DISTRICT = "district"
    PLACE = "place"
    SEVERAL = "several districts"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class PlaceMatch:
    """The district that a text names. None if it names none, or several: then `candidates` has them.

    `evidence` says why and holds none of the sender's words. `place` is a name from the city file.
    """

    district: str | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    evidence: str = Evidence.NOTHING


def decide(mentions: Sequence[Mention]) -> PlaceMatch:
    """A district's name beats a place's. A name from outside leaves everything open."""
    named = frozenset[str]().union(*(mention.districts for mention in mentions))
    if not named:
        return _decide_by_places(mentions)
    if any(mention.owners == {None} for mention in mentions):
        return _open(named, Evidence.OUTSIDE)
    if len(named) > 1:
        return _open(named, Evidence.SEVERAL)
    (district,) = named
    return PlaceMatch(district, _place_in(district, mentions), (district,), Evidence.DISTRICT)


def _decide_by_places(mentions: Sequence[Mention]) -> PlaceMatch:
    """Several places must agree: a name that exists twice is settled by another one beside it."""
    if not mentions:
        return PlaceMatch()
    everywhere = frozenset[str | None]().union(*(mention.owners for mention in mentions))
    common = everywhere.intersection(*(mention.owners for mention in mentions))
    if len(common) == 1 and (district := next(iter(common))):
        return PlaceMatch(district, _place_in(district, mentions), (district,), Evidence.PLACE)
    return _open(everywhere, Evidence.OUTSIDE if None in everywhere else Evidence.SEVERAL)


def _open(districts: Iterable[str | None], evidence: Evidence) -> PlaceMatch:
    return PlaceMatch(candidates=tuple(sorted(code for code in districts if code)), evidence=evidence)


def _place_in(district: str, mentions: Sequence[Mention]) -> str | None:
    places = (name.place for mention in mentions for name in mention.names if name.district == district and name.place)
    return next(places, None)
