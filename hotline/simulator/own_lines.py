"""A call that the account orders to one of its own lines. It reaches the line like any caller's.

Each end walks documents of its own. What one plays, the other does not hear; keys, the answer and the end cross over.
"""

from collections.abc import Callable

from hotline.simulator.call import Call, Status, Step
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.documents import Verb
from hotline.simulator.exchange import Exchange
from hotline.simulator.happenings import Answered, Declined, HungUp, KeyPressed
from hotline.simulator.leg import Leg
from hotline.simulator.lifecycle import await_answer, begin_ringing, run_inbound, run_ordered
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request
from hotline.simulator.verbs import PERFORMERS

PAUSES = {"w": 0.5, "W": 1.0}
"""Seconds; from Twilio's reference of `<Play digits>`."""


class LineEnd(Leg):
    """The inbound leg. The ordered one learns when the line answers, rejects or hangs up."""

    def __init__(self, exchange: Exchange, call: Call, desk: CallbackDesk, ordered: Call) -> None:
        super().__init__(exchange, call, desk, PERFORMERS)
        self._ordered = ordered

    async def run(self, first: Request) -> None:
        await run_inbound(self, first)
        if self.call.status is not Status.COMPLETED:
            self._inform(Declined())
            return
        if self.call.answered_at is None:  # an empty document, or the network's apology, was all that it played
            self._inform(Answered())
        self._inform(HungUp())

    def answer(self) -> None:
        super().answer()
        self._inform(Answered())

    def press(self, key: str) -> None:
        self.note(Kind.PRESSES, key)
        self.call.mailbox.post(KeyPressed(key))

    def hang_up(self) -> None:
        if self.call.live:
            self.call.mailbox.post(HungUp())

    def _inform(self, happening: Answered | Declined | HungUp) -> None:
        if self._ordered.live:
            self._ordered.mailbox.post(happening)


class CallerEnd(Leg):
    """The ordered leg. `place` makes the inbound call, whose first document is at `voice`."""

    def __init__(
        self, exchange: Exchange, call: Call, desk: CallbackDesk, place: Callable[[], Call], voice: Request
    ) -> None:
        super().__init__(exchange, call, desk, {**PERFORMERS, "Play": self._play})
        self._place = place
        self._voice = voice
        self._line_end: LineEnd | None = None

    async def run(self, first: Step, timeout: float) -> None:
        await run_ordered(self, first, timeout, self._reach)
        if self._line_end is not None:
            self._line_end.hang_up()

    def hears(self, text: str) -> None:
        """Who talks with the line's end by now hears it too, as a caller's voice."""
        super().hears(text)
        if self._line_end is not None and (peer := self._line_end.call.talking_with):
            caller = self._line_end.call.phone
            self.exchange.log.add(Kind.HEARS, text, phone=peer.phone, other=caller, sid=peer.sid)

    async def _reach(self, _leg: Leg, timeout: float) -> None:
        begin_ringing(self)
        self._line_end = LineEnd(self.exchange, self._place(), self.desk, self.call)
        self.exchange.spawn(self._line_end.run(self._voice))
        await await_answer(self, timeout)

    async def _play(self, leg: Leg, verb: Verb) -> Step | None:
        """Digits are keys pressed on the line's end, any recording is played as ever."""
        if verb.text or self._line_end is None:
            return await PERFORMERS["Play"](leg, verb)
        for sign in verb.get("digits"):
            if sign in PAUSES:
                await self.wait(PAUSES[sign])
            else:
                self._line_end.press(sign)
        return None
