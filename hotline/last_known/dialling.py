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
AGAIN = 3
"""Officers who are then rung one by one: of those who ring together, whoever picks up first may silence the others, and
may be a voicemail."""


@dataclass(frozen=True)
class Leg:
    """Telephones that ring together; empty ones are passed over."""

    numbers: tuple[str, ...]
    screened: bool = False
    """Whether whoever picks up has to press a key first, since a voicemail may."""
    again: bool = False
    """Whether this telephone has rung before, together with others."""


def legs(roster: Roster, *, caller: str, called: str, now: datetime) -> list[Leg]:
    """The city desk, everybody on duty at once, the first of them one by one, the national line; never the caller.

    Desk and national line are staffed telephones; officers carry their own, with a voicemail. Nobody at all for the
    number that drills call from. A place in the plan stays what it is, whoever comes on duty meanwhile.
    """
    if caller and caller == roster.drill_number:
        return []
    desk = _without([roster.desk or ""], {caller})
    national = _without([roster.national_line], {caller, *desk})
    officers = _without(_officers(roster, caller=caller, called=called, now=now), {caller, *desk, *national})[:MOST]
    return [Leg(desk), Leg(officers, screened=True), *_one_by_one(officers), Leg(national)]


def _one_by_one(officers: tuple[str, ...]) -> Iterator[Leg]:
    """Who was rung alone already is not rung again."""
    several = officers if len(officers) > 1 else ()
    for place in range(AGAIN):
        yield Leg(several[place : place + 1], screened=True, again=True)


def _officers(roster: Roster, *, caller: str, called: str, now: datetime) -> Iterator[str]:
    """Those of the line's own district come first, and managers last."""
    on_duty = dict.fromkeys(_on_duty(roster, caller=caller, called=called, now=now))
    yield from (officer.phone for officer in on_duty)
    if len(on_duty) < FEWEST:
        yield from (officer.phone for officer in roster.officers if officer.is_manager and officer.can_be_called)


def _on_duty(roster: Roster, *, caller: str, called: str, now: datetime) -> Iterator[OnCall]:
    line = roster.lines.get(called) or roster.lines.get(caller)
    for district in filter(None, [line, CITY_DESK]):
        for tier in TIERS:
            yield from roster.on_duty(district=district, tier=tier, now=now)


def _without(numbers: Iterable[str], taken: set[str]) -> tuple[str, ...]:
    return tuple(number for number in dict.fromkeys(numbers) if number and number not in taken)
