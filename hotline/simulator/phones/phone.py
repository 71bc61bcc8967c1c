"""One scripted telephone."""

from collections.abc import Callable
from typing import TypeVar

from hotline.simulator.call import Call, Status
from hotline.simulator.clocks import PushableClock
from hotline.simulator.log import Kind
from hotline.simulator.network import Network
from hotline.simulator.phones.observed import ObservedPhone, plain

ANONYMOUS = "anonymous"

T = TypeVar("T")


class Phone(ObservedPhone):
    """A telephone and the person who holds it."""

    def __init__(
        self, network: Network, clock: PushableClock, number: str, name: str, story: Callable[[], str]
    ) -> None:
        super().__init__(network, number, name, story)
        self._clock = clock
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
        self._clock.push_to(deadline)
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
        if any(plain(words) in plain(sentence) for sentence in self.heard):
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

    def _do(self, action: Callable[[], T]) -> T:
        """Do something and let all that it causes come to rest."""
        result = self._network.run(action)
        self._network.wait_idle()
        return result
