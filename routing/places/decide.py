"""From the places that a text names to one district, or to none when a careful person would ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce

from routing.places.match import Evidence, Option, PlaceMatch
from routing.places.mentions import Mention
from routing.places.names import Area, Rank

Districts = frozenset[str | None]
"""Districts that may be meant; None stands for somewhere that the city does not serve."""


@dataclass(frozen=True)
class Address:
    """Names that stand together, such as 'Trung Kiên, Thốt Nốt'. `renewed` are those said to be the units of 2025.

    `alternatives` tells that 'hay', 'giữa … và …' stands between them: each may be meant.
    """

    mentions: tuple[Mention, ...]
    renewed: frozenset[int] = frozenset()
    alternatives: bool = False

    @cached_property
    def places(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if not mention.is_city)

    @cached_property
    def possible(self) -> Districts:
        sets = [self._may_be(mention) for mention in self.places]
        if self.alternatives:
            return _union(sets)
        if self._ends_elsewhere:
            return frozenset({None})
        return agree(sets, [self._reaches(mention) for mention in self.places])

    @cached_property
    def reach(self) -> Districts:
        return self.possible | _union(self._reaches(mention) for mention in self.places if not mention.is_district)

    @property
    def _ends_elsewhere(self) -> bool:
        """'Phong Điền, Huế': the province behind a name says which one it is."""
        return len(self.places) > 1 and self.places[-1].is_elsewhere

    def _may_be(self, mention: Mention) -> Districts:
        if mention.start in self.renewed:
            return self._reaches(mention)
        named = [area for area in mention.areas if area.rank is Rank.DISTRICT] or mention.areas
        return frozenset().union(*(_home(area, mention.areas) for area in named))

    def _reaches(self, mention: Mention) -> Districts:
        if mention.is_district and mention.start not in self.renewed:
            return self._may_be(mention)
        return _union(area.reach for area in mention.areas)


def _home(area: Area, namesakes: Iterable[Area]) -> Districts:
    """The district of a unit; of one that spans several, only if an older unit of its name lies there too."""
    rooted = not area.also_in or any(other.district == area.district and not other.also_in for other in namesakes)
    return frozenset({area.district}) if rooted else area.reach


def agree(sets: Sequence[Districts], reaches: Sequence[Districts]) -> Districts:
    """What all names have in common; failing that, what all reach into; failing that, any of them."""
    common = reduce(frozenset.intersection, sets)
    if _only_outside_in_common(common, sets):
        return _union(sets)
    if common:
        return common
    reached = reduce(frozenset.intersection, reaches)
    return reached if len(reached) == 1 else _union(sets)


def _only_outside_in_common(common: Districts, sets: Sequence[Districts]) -> bool:
    """'Thạnh Hòa, Tân Thạnh, Long Hưng': each is here and elsewhere, so that nothing says elsewhere."""
    return common == {None} and all(len(each) > 1 for each in sets)


def decide(addresses: Sequence[Address], *, on: date | None = None) -> PlaceMatch:
    """A name from elsewhere beside one from here leaves everything open."""
    if not addresses:
        return PlaceMatch()
    districts = agree([one.possible for one in addresses], [one.reach for one in addresses])
    mentions = [mention for address in addresses for mention in address.places]
    if districts == {None}:
        return _outside(mentions)
    if len(districts) > 1:
        return leave_open(districts, mentions, _why_open(addresses, mentions))
    (district,) = districts
    place = _place_in(district, mentions, on)
    evidence = _why(mentions, district)
    return PlaceMatch(district, place, (district,) if district else (), evidence, (Option(district, place),))


def leave_open(districts: Iterable[str | None], mentions: Sequence[Mention], why: Evidence) -> PlaceMatch:
    """The candidates in the order in which they were named."""
    wanted = frozenset(districts)
    options = list(dict.fromkeys(_options(wanted, mentions)))
    codes = tuple(dict.fromkeys(option.district for option in options if option.district))
    outside = next((option.place for option in options if option.district is None), None)
    return PlaceMatch(candidates=codes, evidence=why, options=tuple(options), outside=outside)


def _options(wanted: Districts, mentions: Sequence[Mention]) -> Iterable[Option]:
    seen: set[str | None] = set()
    for mention in mentions:
        for area in sorted(mention.areas, key=lambda one: one.rank is Rank.ELSEWHERE):
            name = None if area.rank is Rank.DISTRICT else area.name
            for code in (area.district, *area.also_in):
                if code in wanted and code not in seen:
                    seen.add(code)
                    yield Option(code, name, area.belongs_to, area.served_by_desk)


def _outside(mentions: Sequence[Mention]) -> PlaceMatch:
    areas = [area for mention in mentions for area in mention.areas if area.rank is Rank.ELSEWHERE]
    named = areas[-1]
    desk = any(area.served_by_desk for area in mentions[-1].areas)
    option = Option(None, areas[0].name, named.belongs_to, desk)
    return PlaceMatch(evidence=Evidence.OUTSIDE, options=(option,), outside=named.name, served_by_desk=desk)


def _why_open(addresses: Sequence[Address], mentions: Sequence[Mention]) -> Evidence:
    if any(address.renewed for address in addresses):
        return Evidence.SPANS
    return Evidence.TWICE if len({mention.plain for mention in mentions}) == 1 else Evidence.SEVERAL


def _why(mentions: Sequence[Mention], district: str | None) -> Evidence:
    ranks = {area.rank for mention in mentions for area in mention.areas if area.district == district}
    if Rank.DISTRICT in ranks:
        return Evidence.DISTRICT
    return Evidence.PLACE if Rank.WARD in ranks else Evidence.LANDMARK


def _place_in(district: str | None, mentions: Sequence[Mention], on: date | None) -> str | None:
    """The name of the ward or landmark; of several units of that name, the one valid on the day, or the newest."""
    for mention in mentions:
        areas = [a for a in mention.areas if a.rank in {Rank.WARD, Rank.LANDMARK} and district in a.reach]
        if areas and not mention.is_district:
            return max(areas, key=lambda area: (_is_valid(area, on), area.valid_to or date.max)).name
    return None


def _is_valid(area: Area, on: date | None) -> bool:
    return on is None or ((area.valid_from or date.min) <= on <= (area.valid_to or date.max))


def _union(sets: Iterable[Districts]) -> Districts:
    return frozenset[str | None]().union(*sets)
