"""Texts to people and to lines of the account: delivery, its reports, and who wants none."""

from collections.abc import Callable

from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.clocks import sleep
from hotline.simulator.exchange import Exchange
from hotline.simulator.faults import Habit
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request
from hotline.simulator.texting.message import TextMessage, message_params

UNDELIVERED = 30003


class Outbox:
    """`carrier_seconds` is what each step on the way takes on the network's clock.

    `text_in` takes a text (from, body, to) that was sent to one of the account's own lines.
    """

    def __init__(
        self,
        exchange: Exchange,
        desk: CallbackDesk,
        text_in: Callable[[str, str, str], object],
        carrier_seconds: float = 0.0,
    ) -> None:
        self.messages: dict[str, TextMessage] = {}
        self.opted_out: set[str] = set()
        self._exchange = exchange
        self._desk = desk
        self._text_in = text_in
        self._carrier_seconds = carrier_seconds

    def send(self, from_: str, to: str, body: str, callback: Request | None, direction: str) -> TextMessage:
        """Take a text for delivery."""
        message = TextMessage(from_, to, body, direction, "queued", self._exchange.clock.now(), callback)
        self.messages[message.sid] = message
        self._exchange.spawn(self._deliver(message))
        return message

    def refuses(self, number: str) -> bool:
        """Whether the person at this number has opted out of texts."""
        return number in self.opted_out or self._exchange.faults.behaviour(number).habit is Habit.OPTED_OUT

    async def _deliver(self, message: TextMessage) -> None:
        habit = self._exchange.faults.behaviour(message.to).habit
        if habit in {Habit.FAILED, Habit.INVALID}:
            await self._move(message, "failed", UNDELIVERED)
            return
        await self._move(message, "sent")
        if habit is Habit.UNDELIVERED:
            await self._move(message, "undelivered", UNDELIVERED)
            return
        if self._carrier_seconds:
            await sleep(self._exchange.clock, self._carrier_seconds)
        self._hand_over(message)
        await self._move(message, "delivered")

    def _hand_over(self, message: TextMessage) -> None:
        # an answer is never handed to a line: two lines would answer each other for ever
        if message.to in self._exchange.lines and message.direction != "outbound-reply":
            self._text_in(message.from_, message.body, message.to)
        else:
            self._exchange.log.add(Kind.READS, message.body, phone=message.to, other=message.from_, sid=message.sid)

    async def _move(self, message: TextMessage, status: str, error: int | None = None) -> None:
        message.status, message.error_code = status, error
        message.sent_at = message.sent_at or self._exchange.clock.now()
        self._exchange.log.add(Kind.MESSAGE, status, phone=message.to, other=message.from_, sid=message.sid)
        if message.callback is not None:
            error_code = {"ErrorCode": str(error)} if error else {}
            params = message_params(self._exchange.account_sid, message)
            states = {"MessageStatus": status, "SmsStatus": status}
            self._desk.send(message.sid, message.callback.with_params({**params, **states, **error_code}))
