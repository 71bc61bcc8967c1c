"""One person with a telephone in a story, for the length of one call."""

from collections.abc import Callable

from hotline.simulator.call import Call, Status
from hotline.simulator.log import Kind
from hotline.simulator.stories.pace import PATIENCE, Pace

ANSWER_SECONDS = 2.5
THINK_SECONDS = 1.5
TALK_SECONDS = 4.0
ACCEPT = "1"


class Line:
    """`name` is empty for the child."""

    def __init__(self, pace: Pace, call: Call, name: str) -> None:
        self.call = call
        self.name = name
        self._pace = pace
        self._network = pace.network

    async def answers(self) -> None:
        await self._pace.pause(ANSWER_SECONDS)
        self.picks_up()
        await self.is_picked_up()

    def picks_up(self) -> None:
        self._network.answer(self.call)

    async def is_picked_up(self) -> None:
        await self._until(lambda: self.call.status is not Status.RINGING, "missed.answer")

    async def accepts(self) -> None:
        """Answer, listen, and press 1."""
        await self.answers()
        await self.is_asked()
        self.presses(ACCEPT)

    async def is_asked(self) -> None:
        """The network has said its sentence and waits for this person's keys or words."""

        await self._until(lambda: self._has(Kind.LISTENS), "missed.question")
        await self._pace.pause(THINK_SECONDS)

    async def waits(self, within: float = PATIENCE) -> None:
        """The questions are over, and this person waits in a queue."""
        await self._pace.until(lambda: self._has(Kind.QUEUES), within, "missed.queue")

    def presses(self, keys: str) -> None:
        self._network.press(self.call, keys)

    def says(self, words: str) -> None:
        self._network.speak(self.call, words)

    async def talks_with(self, other: "Line") -> None:
        await self._until(lambda: self.call.talking_with is other.call, "missed.bridge", who=other.name)

    async def is_gone(self) -> None:
        await self._until(lambda: not self.call.live, "missed.end")

    def hangs_up(self) -> None:
        if self.call.live:
            self._network.hang_up(self.call)

    def _has(self, kind: Kind) -> bool:
        return any(one.kind is kind and one.sid == self.call.sid for one in self._network.log.events)

    async def _until(self, holds: Callable[[], bool], missing: str, **values: str) -> None:
        await self._pace.until(holds, PATIENCE, missing, **({"who": self.name} | values))
