"""The telephone network as its users see it: people with telephones on one side, the account on the other."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from hotline.simulator.call import (
    Answered,
    Call,
    Declined,
    Direction,
    HungUp,
    KeyPressed,
    Ordered,
    Redirected,
    Spoke,
    Status,
    Step,
    Subscription,
)
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.clocks import NetworkClock
from hotline.simulator.courier import Delivery, Reply, Request
from hotline.simulator.documents import Refused
from hotline.simulator.exchange import Exchange, Line
from hotline.simulator.leg import Leg
from hotline.simulator.lifecycle import run_inbound, run_ordered
from hotline.simulator.log import Kind
from hotline.simulator.mailbox import Mailbox
from hotline.simulator.messages import MessageDesk, TextMessage
from hotline.simulator.verbs import PERFORMERS

T = TypeVar("T")


class Network:
    """Lives in one event loop. Other threads enter by `run` and `wait_idle` only.

    `speech_rate` (characters a second) None lets speech take no time; `carrier_seconds` is how long a text takes.
    """

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        clock: NetworkClock,
        speech_rate: float | None = None,
        carrier_seconds: float = 0.0,
    ) -> None:
        self.exchange = Exchange(account_sid, auth_token, clock, speech_rate)
        self.clock = clock
        self.log = self.exchange.log
        self.faults = self.exchange.faults
        self.callbacks = CallbackDesk(self.exchange)
        self.messages = MessageDesk(self.exchange, self.callbacks, carrier_seconds)
        self._loop: asyncio.AbstractEventLoop | None = None

    # -- set-up

    @property
    def account_sid(self) -> str:
        return self.exchange.account_sid

    @property
    def auth_token(self) -> str:
        return self.exchange.auth_token

    @property
    def api_url(self) -> str:
        """Where the account finds the REST API."""
        return self.exchange.api_url

    def add_line(self, line: Line) -> Line:
        self.exchange.lines[line.number] = line
        return line

    def start(self, api_url: str) -> None:
        """Begin to work in the running event loop."""
        self._loop = asyncio.get_running_loop()
        self.exchange.api_url = api_url.rstrip("/")

    async def stop(self) -> None:
        await self.exchange.stop()

    # -- from other threads

    def run(self, action: Callable[[], T]) -> T:
        """Have `action` called in the network's event loop, from any other thread, and return what it returns."""
        if self._loop is None:
            raise RuntimeError("the network was not started")
        outcome: Future[T] = Future()
        self.clock.activity.begin()
        self._loop.call_soon_threadsafe(self._act, action, outcome)
        return outcome.result(timeout=20)

    def wait_idle(self, limit: float = 20.0) -> None:
        """Return once all that was begun has come to rest: on the clock, or on a human.

        Raises TimeoutError after `limit` real seconds. Work of the product outside of its webhooks is not seen.
        """
        self.clock.activity.wait_idle(limit)

    def _act(self, action: Callable[[], T], outcome: "Future[T]") -> None:
        try:
            outcome.set_result(action())
        except BaseException as error:
            outcome.set_exception(error)
        finally:
            self.clock.activity.end()

    # -- people

    def dial_in(self, phone: str, to: str | None = None, shown_as: str | None = None) -> Call:
        """A person calls a line of the account (`to`, or its first); `shown_as` replaces a withheld number."""
        line = self._line(to)
        call = self._call(shown_as or phone, line.number, Direction.INBOUND, phone)
        call.fallback = line.voice_fallback
        if line.voice_status is not None:
            call.subscription = Subscription(line.voice_status, frozenset({"completed"}))
        self.log.add(Kind.CALLS, phone=phone, other=line.number, sid=call.sid)
        self.exchange.spawn(run_inbound(self._leg(call), line.voice))
        return call

    def press(self, call: Call, keys: str) -> None:
        for key in keys:
            self.log.add(Kind.PRESSES, key, phone=call.phone, sid=call.sid)
            call.mailbox.post(KeyPressed(key))

    def speak(self, call: Call, text: str) -> None:
        self.log.add(Kind.SAYS, text, phone=call.phone, sid=call.sid)
        call.mailbox.post(Spoke(text))

    def hang_up(self, call: Call) -> None:
        """Also declines a call that rings."""
        ringing = call.status is Status.RINGING and call.direction is not Direction.INBOUND
        call.mailbox.post(Declined() if ringing else HungUp())

    def answer(self, call: Call) -> None:
        call.mailbox.post(Answered())

    def text_in(self, phone: str, body: str, to: str | None = None) -> TextMessage:
        return self.messages.receive(phone, body, self._line(to))

    # -- the account

    def order_call(
        self,
        *,
        from_: str,
        to: str,
        first: Step,
        timeout: float = 60.0,
        fallback: Request | None = None,
        subscription: Subscription | None = None,
    ) -> Call:
        call = self._call(from_, to, Direction.API, to)
        call.fallback, call.subscription = fallback, subscription
        self.exchange.spawn(run_ordered(self._leg(call), first, timeout))
        return call

    def end_call(self, call: Call, status: Status) -> None:
        """Order a call's end, as completed or canceled."""
        call.mailbox.post(Ordered(status))

    def redirect_call(self, call: Call, step: Step) -> None:
        call.mailbox.post(Redirected(step))

    # -- trouble

    def replay(self, delivery: Delivery, times: int = 5) -> list[Reply]:
        """Send a webhook again, `times` times at once, from another thread; returns the answers."""
        if self._loop is None:
            raise RuntimeError("the network was not started")
        again = self._send_at_once([delivery.request] * times)
        return asyncio.run_coroutine_threadsafe(again, self._loop).result(timeout=30)

    def deliveries(self, path: str) -> list[Delivery]:
        """Webhooks sent so far to addresses that hold `path`, oldest first."""
        return [delivery for delivery in self.exchange.courier.deliveries if path in delivery.request.url]

    @property
    def errors(self) -> list[str]:
        """What the network refused, in Twilio's numbers."""
        return [event.text for event in self.log.events if event.kind is Kind.ERROR]

    async def _send_at_once(self, requests: list[Request]) -> list[Reply]:
        with self.clock.activity.under_way():
            answers = await asyncio.gather(
                *(self.exchange.courier.send(one) for one in requests), return_exceptions=True
            )
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, Refused):
                raise answer
        return [answer for answer in answers if isinstance(answer, Reply)]

    # -- parts

    def _line(self, number: str | None) -> Line:
        if not self.exchange.lines:
            raise RuntimeError("the account has no line: add one with add_line")
        return self.exchange.lines[number] if number else next(iter(self.exchange.lines.values()))

    def _call(self, from_: str, to: str, direction: Direction, phone: str) -> Call:
        clock = self.clock
        call = Call(self.account_sid, from_, to, direction, phone, Mailbox(clock), clock.now())
        self.exchange.calls[call.sid] = call
        return call

    def _leg(self, call: Call) -> Leg:
        return Leg(self.exchange, call, self.callbacks, PERFORMERS)
