"""What people with telephones and the account can do. Everything here happens in the network's event loop."""

from functools import partial

from hotline.simulator.call import Call, Direction, Status, Step, Subscription
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.clocks import NetworkClock
from hotline.simulator.exchange import Exchange, Line
from hotline.simulator.happenings import Answered, Declined, HungUp, KeyPressed, Ordered, Redirected, Spoke
from hotline.simulator.leg import Leg
from hotline.simulator.lifecycle import run_inbound, run_ordered
from hotline.simulator.log import Kind
from hotline.simulator.mailbox import Mailbox
from hotline.simulator.own_lines import CallerEnd
from hotline.simulator.requests import Request
from hotline.simulator.texting.inbox import Inbox
from hotline.simulator.texting.message import TextMessage
from hotline.simulator.texting.outbox import Outbox
from hotline.simulator.verbs import PERFORMERS


class Switchboard:
    """`speech_rate` (characters a second) None lets speech take no time; `carrier_seconds` is how long a text takes."""

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
        self.outbox = Outbox(self.exchange, self.callbacks, self.text_in, carrier_seconds)
        self._inbox = Inbox(self.exchange, self.outbox)

    def add_line(self, line: Line) -> Line:
        self.exchange.lines[line.number] = line
        return line

    # -- people

    def dial_in(self, phone: str, to: str | None = None, shown_as: str | None = None) -> Call:
        """A person calls a line of the account (`to`, or its first); `shown_as` replaces a withheld number."""
        line = self._line(to)
        call = self._inbound(line, phone, shown_as or phone)
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
        return self._inbox.receive(phone, body, self._line(to))

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
        if line := self.exchange.lines.get(to):
            place = partial(self._inbound, line, from_, from_)
            caller = CallerEnd(self.exchange, call, self.callbacks, place, line.voice)
            self.exchange.spawn(caller.run(first, timeout))
        else:
            self.exchange.spawn(run_ordered(self._leg(call), first, timeout))
        return call

    def end_call(self, call: Call, status: Status) -> None:
        """Order a call's end, as completed or canceled."""
        call.mailbox.post(Ordered(status))

    def redirect_call(self, call: Call, step: Step) -> None:
        call.mailbox.post(Redirected(step))

    # -- parts

    def _line(self, number: str | None) -> Line:
        if not self.exchange.lines:
            raise RuntimeError("the account has no line: add one with add_line")
        return self.exchange.lines[number] if number else next(iter(self.exchange.lines.values()))

    def _inbound(self, line: Line, phone: str, shown_as: str) -> Call:
        call = self._call(shown_as, line.number, Direction.INBOUND, phone)
        call.fallback = line.voice_fallback
        if line.voice_status is not None:
            call.subscription = Subscription(line.voice_status, frozenset({"completed"}))
        self.log.add(Kind.CALLS, phone=phone, other=line.number, sid=call.sid)
        return call

    def _call(self, from_: str, to: str, direction: Direction, phone: str) -> Call:
        clock = self.clock
        call = Call(self.exchange.account_sid, from_, to, direction, phone, Mailbox(clock), clock.now())
        self.exchange.calls[call.sid] = call
        return call

    def _leg(self, call: Call) -> Leg:
        return Leg(self.exchange, call, self.callbacks, PERFORMERS)
