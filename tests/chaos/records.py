"""What both sides know in the morning."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hotline.simulator.call import Call, Direction
from hotline.simulator.log import Event
from tests.chaos.blows import Struck
from tests.chaos.stopwatch import Fetch, LagMeter


@dataclass(frozen=True)
class Records:
    """What is written down about one night, in the database and in the network."""

    seed: int
    blows: list[Struck]
    events: list[Event]
    calls: list[Call]
    texts: list[tuple[str, datetime]]
    """Inbound texts at the network: SID and time."""
    fetches: list[Fetch]
    shown: dict[str, list[dict[str, Any]]]
    said: list[str]
    lag: LagMeter
    ended_at: datetime

    @property
    def inbound(self) -> list[Call]:
        return [call for call in self.calls if call.direction is Direction.INBOUND]

    def under(self, parts: set[str], start: datetime, end: datetime) -> list[Struck]:
        """The blows to any of these parts that fell into this time."""
        return [one for one in self.blows if one.hits & parts and one.began_at <= end and one.over_at >= start]


def story(seed: int, struck: list[Struck]) -> list[str]:
    """What befell, with its times: enough to look for it in the logs."""
    return [f"seed {seed}", *(f"{clock(one.began_at)} to {clock(one.over_at)} {one.name}" for one in struck)]


def clock(moment: datetime) -> str:
    return moment.strftime("%H:%M:%S.%f")[:-4]
