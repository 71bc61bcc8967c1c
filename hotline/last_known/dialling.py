"""Whom to dial for a caller, and in which order, while nothing but the copy of the roster is left. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from hotline.last_known.roster import OnCall, Roster
from routing.models import CITY_DESK

TIERS = (1, 2)
FEWEST = 3
"""With fewer officers on duty than that, the managers are rung as well."""
MOST = 10
"""Numbers that the network rings at once (https://www.twilio.com/docs/voice/twiml/number)."""


@dataclass(frozen=True)
class Leg:
    """Telephones that ring together; empty ones are passed over."""

    numbers: tuple[str, ...]
    screened: bool = False
    """Whether whoever picks up has to press a key first, since a voicemail may."""


def legs(roster: Roster, *, caller: str, called: str, now: datetime) -> list[Leg]:
    """The city desk, then everybody on duty at once, then the national line. No number twice, never the caller's.

    Desk and national line are staffed telephones; officers carry their own, with a voicemail. Nobody at all for the
    number that drills call from.
    """
    if caller and caller == roster.drill_number:
        return []
    desk = _without([roster.desk or ""], {caller})
    national = _without([roster.national_line], {caller, *desk})
    officers = _without(_officers(roster, caller=caller, called=called, now=now), {caller, *desk, *national})[:MOST]
    return [Leg(desk), Leg(officers, screened=True), Leg(national)]


def _officers(roster: Roster, *, caller: str, called: str, now: datetime) -> Iterator[str]:
    """Those of the line's own district come first, and managers last."""
    on_duty = dict.fromkeys(_on_duty(roster, caller=caller, called=called, now=now))
    yield from (officer.phone for officer in on_duty)
    if len(on_duty) < FEWEST:
        yield from (officer.phone for officer in roster.officers if officer.is_manager)


def _on_duty(roster: Roster, *, caller: str, called: str, now: datetime) -> Iterator[OnCall]:
    line = roster.lines.get(called) or roster.lines.get(caller)
    for district in filter(None, [line, CITY_DESK]):
        for tier in TIERS:
            yield from roster.on_duty(district=district, tier=tier, now=now)


def _without(numbers: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(number for number in dict.fromkeys(numbers) if number and number not in taken)
