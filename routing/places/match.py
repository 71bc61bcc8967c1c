"""What became of a text: a district with the reason, or what is left to ask."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """What a match rests on."""

    NOTHING = "nothing"
    DISTRICT = "district"
    PLACE = "place"
    LANDMARK = "landmark"
    SEVERAL = "several districts"
    TWICE = "a name that exists twice"
    SPANS = "a new unit across several districts"
    OUTSIDE = "outside"
    NOT_THERE = "named, but not where the child is"


@dataclass(frozen=True)
class Option:
    """One place that may be meant. `district` is None for a place elsewhere; its people may be the city desk's."""

    district: str | None
    place: str | None = None
    area: str | None = None
    served_by_desk: bool = False

    def label(self, district: str | None) -> str:
        """'An Bình (Ninh Kiều)', 'Ninh Kiều', 'Tân Thạnh (Sóc Trăng)'; given the district's short name, if any."""
        where = district or self.area
        if self.place is None or where is None or self.place == where:
            return self.place or where or ""
        return f"{self.place} ({where})"


@dataclass(frozen=True)
class Reading:
    """Words of the text and what they were read as; `how` is the kind of match, such as 'unmarked' or 'typo'."""

    words: str
    name: str
    how: str


@dataclass(frozen=True)
class PlaceMatch:
    """The district that a text names. None if it names none, or several: then `candidates` has them.

    `candidates` are codes, the likeliest first; `options` the same with the places by which they were named, and with
    places elsewhere. `place` is a name from the city file, of the unit valid at the time asked for. `outside` names a
    place elsewhere that is meant; `served_by_desk` tells whether the city desk answers for it (otherwise the national
    line). `evidence` says why and holds none of the sender's words; `readings` hold them: never log those.
    """

    district: str | None = None
    place: str | None = None
    candidates: tuple[str, ...] = ()
    evidence: str = Evidence.NOTHING
    options: tuple[Option, ...] = ()
    outside: str | None = None
    served_by_desk: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def is_outside(self) -> bool:
        """Whether it is settled that the child is elsewhere: not only one of several, or a place of somebody else."""
        return self.evidence == Evidence.OUTSIDE
