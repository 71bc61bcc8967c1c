"""What can be seen of a telephone from outside: its calls, what was heard on it, its texts."""

import unicodedata
from collections.abc import Callable

from hotline.simulator.call import Call, Direction, Status
from hotline.simulator.log import Event, Kind
from hotline.simulator.network import Network

PATIENCE = 15.0
"""Real seconds that an expectation waits."""


class ObservedPhone:
    """`story` tells everything that happened in the network, for the message of a failed expectation."""

    def __init__(self, network: Network, number: str, name: str, story: Callable[[], str]) -> None:
        self.number = number
        self.name = name
        self._network = network
        self._story = story

    @property
    def call(self) -> Call:
        """The call that the person is in, else the one that rings. Raises AssertionError without one."""
        for status in (Status.IN_PROGRESS, Status.RINGING):
            if calls := self._calls_in(status):
                return calls[-1]
        live = [call for call in self.history if call.live]
        if not live:
            raise AssertionError(self._failure("is not on a call"))
        return live[-1]

    @property
    def history(self) -> list[Call]:
        """All calls from and to this telephone, oldest first."""
        return [call for call in list(self._network.exchange.calls.values()) if call.phone == self.number]

    @property
    def heard(self) -> list[str]:
        return self._settled(Kind.HEARS)

    @property
    def inbox(self) -> list[str]:
        """Texts received, oldest first."""
        return self._settled(Kind.READS)

    @property
    def rang(self) -> int:
        """How many times it has rung."""
        return len(self._settled(Kind.RINGS))

    @property
    def most_calls_at_once(self) -> int:
        """The most calls that ever rang or ran on it at the same time."""
        open_calls: set[str] = set()
        most = 0
        for event in self._network.log.events:
            if event.phone == self.number and event.kind in {Kind.RINGS, Kind.CALLS}:
                open_calls.add(event.sid)
            elif event.kind is Kind.ENDS:
                open_calls.discard(event.sid)
            most = max(most, len(open_calls))
        return most

    # -- waiting

    def _expect(self, kind: Kind, words: str, start: int, failure: str) -> int:
        def found() -> Event | None:
            later = (event for event in self._events(kind) if event.number >= start)
            return next((event for event in later if plain(words) in plain(event.text)), None)

        self._wait(lambda: found() is not None, failure)
        event = found()
        return event.number + 1 if event else start

    def _wait(self, condition: Callable[[], bool], failure: str) -> None:
        if not self._network.log.wait_for(condition, PATIENCE):
            raise AssertionError(self._failure(failure))

    def _is_talking_with(self, other: "ObservedPhone") -> bool:
        calls = self._calls_in(Status.IN_PROGRESS)
        return any(call.talking_with is not None and call.talking_with.phone == other.number for call in calls)

    def _current(self, status: Status) -> Call:
        return self._calls_in(status)[-1]

    def _calls_in(self, status: Status) -> list[Call]:
        return [
            call
            for call in self.history
            if call.status is status and not (status is Status.RINGING and call.direction is Direction.INBOUND)
        ]

    def _settled(self, kind: Kind) -> list[str]:
        self._network.wait_idle()
        return [event.text for event in self._events(kind)]

    def _events(self, kind: Kind) -> list[Event]:
        return [event for event in list(self._network.log.events) if event.kind is kind and event.phone == self.number]

    def _failure(self, what: str) -> str:
        return f"{self.name} {what}. What happened:\n{self._story()}"


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
