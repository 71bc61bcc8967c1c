"""The network's log as a story for people, in Vietnamese or English."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from hotline.simulator.log import Event, Kind
from hotline.simulator.sentences import SENTENCES

QUIET = frozenset({Kind.WEBHOOK, Kind.CALLBACK, Kind.LISTENS, Kind.MESSAGE})
"""Events that matter to whoever looks for a fault, and not to a reader."""


def tell(events: Iterable[Event], names: Mapping[str, str], language: str = "en", *, everything: bool = False) -> str:
    """One line an event, with the seconds since the first."""
    listed = list(events)
    start = listed[0].at if listed else None
    shown = [event for event in listed if everything or event.kind not in QUIET]
    return "\n".join(line(event, start or event.at, names, language) for event in shown)


def line(event: Event, start: datetime, names: Mapping[str, str], language: str) -> str:
    seconds = (event.at - start).total_seconds()
    sentence = SENTENCES[language][event.kind]
    return f"{seconds:7.1f}s  " + sentence.format(
        who=names.get(event.phone, event.phone or "—"), other=names.get(event.other, event.other), text=event.text
    )
