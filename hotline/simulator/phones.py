"""Scripted telephones for tests that read as stories. Used from the test's thread, over a pushable clock.

    child.calls()
    child.hears("Con đang ở quận nào")
    child.presses("1")
    officer.answers()
    officer.presses("1")
    officer.talks_with(child)

Every expectation waits for what it names and fails with everything that was heard so far.
"""

import unicodedata
from collections.abc import Callable
from typing import TypeVar

from hotline.simulator.call import Call, Direction, Status
from hotline.simulator.clocks import PushableClock
from hotline.simulator.log import Event, Kind
from hotline.simulator.network import Network
from hotline.simulator.story import tell

PATIENCE = 5.0
"""Real seconds that an expectation waits."""
ANONYMOUS = "anonymous"

T = TypeVar("T")


class Phones:
    """All telephones of one network; `clock` is the network's."""

    def __init__(self, network: Network, clock: PushableClock) -> None:
        self.network = network
        self.clock = clock
        self._phones: dict[str, Phone] = {}

    def phone(self, number: str, name: str = "") -> "Phone":
        """The telephone with this number; `name` is for stories."""
        if number not in self._phones:
            self._phones[number] = Phone(self, number, name or number)
        return self._phones[number]

    @property
    def story(self) -> str:
        """Everything that happened so far, for people."""
        return tell(self.network.log.events, {number: phone.name for number, phone in self._phones.items()})

    def at_once(self, *actions: Callable[[], None]) -> None:
        """Do several things in the same instant: `at_once(a.pressing("1"), b.pressing("1"))`."""
        self.network.run(lambda: [action() for action in actions])
        self.network.wait_idle()


class Phone:
    """One telephone and the person who holds it."""

    def __init__(self, phones: Phones, number: str, name: str) -> None:
        self.number = number
        self.name = name
        self._phones = phones
        self._network = phones.network
        self._heard_up_to = 0
        self._read_up_to = 0

    # -- what the person does

    def calls(self, *, anonymous: bool = False, shown_as: str | None = None, to: str | None = None) -> Call:
        """Dial the hotline; `shown_as` is what it sees instead of the number."""
        seen = shown_as or (ANONYMOUS if anonymous else None)
        return self._do(lambda: self._network.dial_in(self.number, to, seen))

    def answers(self) -> None:
        self.rings()
        call = self._current(Status.RINGING)
        self._do(lambda: self._network.answer(call))

    def declines(self) -> None:
        self.rings()
        call = self._current(Status.RINGING)
        self._do(lambda: self._network.hang_up(call))

    def presses(self, keys: str) -> None:
        self._do(self.pressing(keys))

    def says(self, words: str) -> None:
        call = self.call
        self._do(lambda: self._network.speak(call, words))

    def hangs_up(self) -> None:
        self._do(self.hanging_up())

    def texts(self, words: str, to: str | None = None) -> str:
        """Send a text to the hotline; returns the message's SID."""
        return self._do(lambda: self._network.text_in(self.number, words, to)).sid

    def stays_silent(self) -> None:
        """Say and press nothing until the network stops listening."""
        self._network.wait_idle()
        call = self.call
        deadline = call.mailbox.deadline
        if not call.awaits or deadline is None:
            raise AssertionError(self._failure("nobody listens for keys or words now"))
        self._phones.clock.push_to(deadline)
        self._network.wait_idle()

    def pressing(self, keys: str) -> Callable[[], None]:
        """The act of pressing, for `Phones.at_once`."""
        call = self.call
        return lambda: self._network.press(call, keys)

    def hanging_up(self) -> Callable[[], None]:
        call = self.call
        return lambda: self._network.hang_up(call)

    # -- what the person expects

    def hears(self, words: str) -> None:
        """Wait until `words` are heard, after everything that was expected before."""
        self._heard_up_to = self._expect(Kind.HEARS, words, self._heard_up_to, f"does not hear {words!r}")

    def has_not_heard(self, words: str) -> None:
        self._network.wait_idle()
        if any(_plain(words) in _plain(sentence) for sentence in self.heard):
            raise AssertionError(self._failure(f"heard {words!r}"))

    def reads(self, words: str) -> None:
        """Wait for a text that holds `words`."""
        self._read_up_to = self._expect(Kind.READS, words, self._read_up_to, f"gets no text with {words!r}")

    def rings(self) -> None:
        self._wait(lambda: bool(self._calls_in(Status.RINGING)), "does not ring")

    def is_not_ringing(self) -> None:
        self._network.wait_idle()
        if self._calls_in(Status.RINGING):
            raise AssertionError(self._failure("rings"))

    def is_on_a_call(self) -> None:
        self._wait(lambda: bool(self._calls_in(Status.IN_PROGRESS)), "is not on a call")

    def is_not_on_a_call(self) -> None:
        self._wait(lambda: not any(call.live for call in self.history), "is still on a call")

    def talks_with(self, other: "Phone") -> None:
        self._wait(lambda: self._is_talking_with(other), f"does not talk with {other.name}")

    # -- what can be looked at

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

    # -- parts

    def _do(self, action: Callable[[], T]) -> T:
        """Do something and let all that it causes come to rest."""
        result = self._network.run(action)
        self._network.wait_idle()
        return result

    def _expect(self, kind: Kind, words: str, start: int, failure: str) -> int:
        def found() -> Event | None:
            later = (event for event in self._events(kind) if event.number >= start)
            return next((event for event in later if _plain(words) in _plain(event.text)), None)

        self._wait(lambda: found() is not None, failure)
        event = found()
        return event.number + 1 if event else start

    def _wait(self, condition: Callable[[], bool], failure: str) -> None:
        if not self._network.log.wait_for(condition, PATIENCE):
            raise AssertionError(self._failure(failure))

    def _is_talking_with(self, other: "Phone") -> bool:
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
        return f"{self.name} {what}. What happened:\n{self._phones.story}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
