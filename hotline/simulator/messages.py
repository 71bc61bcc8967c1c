"""Texts, in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hotline.simulator.call import API_VERSION, GEOGRAPHY, new_sid
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.clocks import sleep
from hotline.simulator.courier import Request
from hotline.simulator.documents import Refused, Verb, parse
from hotline.simulator.exchange import Exchange, Line
from hotline.simulator.faults import Habit
from hotline.simulator.grammar import MESSAGING
from hotline.simulator.leg import document_of
from hotline.simulator.log import Kind

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})
MAX_DOCUMENTS = 50
UNDELIVERED = 30003


@dataclass(eq=False)
class TextMessage:
    from_: str
    to: str
    body: str
    direction: str
    status: str
    created_at: datetime
    callback: Request | None = None
    sid: str = field(default_factory=lambda: new_sid("SM"))
    sent_at: datetime | None = None
    error_code: int | None = None


class MessageDesk:
    """`carrier_seconds` is what each step on the way takes on the network's clock."""

    def __init__(self, exchange: Exchange, desk: CallbackDesk, carrier_seconds: float = 0.0) -> None:
        self.sent: dict[str, TextMessage] = {}
        self.opted_out: set[str] = set()
        self._exchange = exchange
        self._desk = desk
        self._carrier_seconds = carrier_seconds

    def send(self, from_: str, to: str, body: str, callback: Request | None, direction: str) -> TextMessage:
        """Take a text for delivery."""
        message = TextMessage(from_, to, body, direction, "queued", self._exchange.clock.now(), callback)
        self.sent[message.sid] = message
        self._exchange.spawn(self._deliver(message))
        return message

    def receive(self, from_: str, body: str, line: Line) -> TextMessage:
        """A person texts one of the account's lines."""
        message = TextMessage(from_, line.number, body, "inbound", "received", self._exchange.clock.now())
        self.sent[message.sid] = message
        self._exchange.log.add(Kind.TEXTS, body, phone=from_, other=line.number, sid=message.sid)
        self._exchange.spawn(self._hand_over(message, line))
        return message

    def refuses(self, number: str) -> bool:
        """Whether the person at this number has opted out of texts."""
        return number in self.opted_out or self._exchange.faults.behaviour(number).habit is Habit.OPTED_OUT

    # -- out

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
        self._exchange.log.add(Kind.READS, message.body, phone=message.to, other=message.from_, sid=message.sid)
        await self._move(message, "delivered")

    async def _move(self, message: TextMessage, status: str, error: int | None = None) -> None:
        message.status, message.error_code = status, error
        message.sent_at = message.sent_at or self._exchange.clock.now()
        self._exchange.log.add(Kind.MESSAGE, status, phone=message.to, other=message.from_, sid=message.sid)
        if message.callback is not None:
            error_code = {"ErrorCode": str(error)} if error else {}
            params = _params(self._exchange.account_sid, message)
            states = {"MessageStatus": status, "SmsStatus": status}
            self._desk.send(message.sid, message.callback.with_params({**params, **states, **error_code}))

    # -- in

    async def _hand_over(self, message: TextMessage, line: Line) -> None:
        params = {**GEOGRAPHY, **_params(self._exchange.account_sid, message), **self._inbound_params(message)}
        try:
            await self._converse(message, line.sms.with_params(params), params)
        except Refused as refused:
            self._report(message, refused)
            if line.sms_fallback is None:
                return
            trouble = {"ErrorCode": str(refused.code), "ErrorUrl": refused.url}
            try:
                await self._converse(message, line.sms_fallback.with_params({**params, **trouble}), params)
            except Refused as again:
                self._report(message, again)

    async def _converse(self, message: TextMessage, step: Request | None, params: Mapping[str, str]) -> None:
        """Send the replies of one document after the other."""
        for _ in range(MAX_DOCUMENTS):
            if step is None:
                return
            verbs = await self._fetch(step)
            redirect = None
            for verb in verbs:
                if verb.name == "Message":
                    self._reply(message, verb, step)
                else:
                    redirect = step.joined(verb.text, verb.get("method", "POST")).with_params(params)
                    break
            step = redirect
        raise Refused(14106, "the documents lead in a circle", step.url if step else "")

    async def _fetch(self, step: Request) -> list[Verb]:
        reply = await self._exchange.courier.send(step)
        self._exchange.log.add(Kind.WEBHOOK, step.url, sid=step.params.get("MessageSid", ""))
        if reply.ok and not reply.body:
            return []
        try:
            return parse(document_of(reply), MESSAGING)
        except Refused as refused:
            raise Refused(refused.code, refused.reason, step.url) from None

    def _reply(self, message: TextMessage, verb: Verb, here: Request) -> None:
        body = "".join(child.text for child in verb.inside if child.name == "Body") or verb.text
        callback = here.joined(verb.get("statusCallback")) if verb.get("statusCallback") else None
        to = verb.get("to") or message.from_
        if not self.refuses(to):
            self.send(verb.get("from") or message.to, to, body, callback, "outbound-reply")

    def _inbound_params(self, message: TextMessage) -> Mapping[str, str]:
        params = {"SmsStatus": "received", "Body": message.body, "NumMedia": "0", "NumSegments": "1"}
        word = message.body.strip().upper()
        if word in STOP_WORDS:
            self.opted_out.add(message.from_)
            params["OptOutType"] = "STOP"
        elif word in START_WORDS:
            self.opted_out.discard(message.from_)
            params["OptOutType"] = "START"
        elif word in HELP_WORDS:
            params["OptOutType"] = "HELP"
        return params

    def _report(self, message: TextMessage, refused: Refused) -> None:
        self._exchange.log.add(Kind.ERROR, str(refused), phone=message.from_, sid=message.sid)


def _params(account_sid: str, message: TextMessage) -> Mapping[str, str]:
    return {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "SmsMessageSid": message.sid,
        "AccountSid": account_sid,
        "From": message.from_,
        "To": message.to,
        "ApiVersion": API_VERSION,
    }
