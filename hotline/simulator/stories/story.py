"""What a ready-made story consists of."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from hotline.simulator.books import CityBook
from hotline.simulator.stories.evidence import Check, Evidence
from hotline.simulator.stories.stage import Stage


def no_escalation(_city: CityBook) -> float:
    return 0.0


@dataclass(frozen=True)
class Story:
    """`seconds` is how long the city's escalation takes until somebody is to accept."""

    play: Callable[[Stage], Awaitable[None]]
    checks: Callable[[Evidence], Iterable[Check]]
    seconds: Callable[[CityBook], float] = no_escalation
