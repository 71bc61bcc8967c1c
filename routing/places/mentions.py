"""Where a text names something: runs of words and the names that they may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from routing.places.fold import Word
from routing.places.index import How
from routing.places.names import Area, Name, Rank


@dataclass(frozen=True)
class Mention:
    """Words start..end of a text, and every area that goes by that name."""

    start: int
    end: int
    names: tuple[Name, ...]
    how: How

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        return tuple(name.area for name in self.names)

    @cached_property
    def ranks(self) -> frozenset[Rank]:
        return frozenset(area.rank for area in self.areas)

    @property
    def plain(self) -> str:
        return self.names[0].plain

    @property
    def is_district(self) -> bool:
        return Rank.DISTRICT in self.ranks

    @property
    def is_city(self) -> bool:
        return Rank.CITY in self.ranks

    @property
    def is_elsewhere(self) -> bool:
        """Whether the words name nothing in the city's districts."""
        return self.ranks == {Rank.ELSEWHERE}

    @cached_property
    def is_short(self) -> bool:
        return all(name.is_short for name in self.names)


def is_torn(run: Sequence[Word]) -> bool:
    """Whether a comma or full stop stands within: 'tên Bình, má tên Thủy' names no place."""
    return any(word.after_break and not word.after_dot for word in run[1:])
