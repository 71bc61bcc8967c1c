"""What a story left behind: the product's records and the network's log. Every check asks these and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hotline.simulator.books import CityBook, Docket
from hotline.simulator.log import Event, Kind


@dataclass(frozen=True)
class Check:
    """One thing that should have happened. `name` names its sentence, `values` what that leaves open."""

    name: str
    ok: bool
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """`sids` are the child's calls and messages in order; `events` what the network logged since the story began."""

    city: CityBook
    child: str
    sids: tuple[str, ...]
    docket: Docket
    events: tuple[Event, ...]

    @property
    def sid(self) -> str:
        return self.sids[0] if self.sids else ""

    @property
    def contact(self) -> dict[str, object]:
        """How the child's first call or message was written down; empty if it was not."""
        return self.docket.contact(self.sid)

    @property
    def officer_sids(self) -> set[str]:
        return {row["sid"] for row in self.docket.notifications if row["sid"]}

    @property
    def rings(self) -> list[Event]:
        """Officers' telephones that rang for this case, in order."""
        return self.of(Kind.RINGS, self.officer_sids)

    def of(self, kind: Kind, sids: Iterable[str]) -> list[Event]:
        wanted = set(sids)
        return [event for event in self.events if event.kind is kind and event.sid in wanted]

    def heard(self, words: str, sids: Iterable[str]) -> bool:
        return any(words in event.text for event in self.of(Kind.HEARS, sids))

    def rows_of(self, people: Iterable[str]) -> list[dict[str, object]]:
        """The attempts to ring these officers."""
        wanted = set(people)
        return [row for row in self.docket.calls if row["officer"] in wanted]

    def phone(self, person: object) -> str:
        known = self.city.people.get(str(person))
        return known.phone if known else ""

    def name(self, person: object) -> str:
        known = self.city.people.get(str(person))
        return known.name if known else "—"


def moment(text: object) -> datetime:
    """A record's time. Raises ValueError for one that is unknown."""
    return datetime.fromisoformat(str(text))
