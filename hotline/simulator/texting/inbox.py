"""Texts from people to the account's lines, and the product's answers to them."""

from collections.abc import Mapping

from hotline.segments import segments
from hotline.simulator.call import GEOGRAPHY
from hotline.simulator.documents import Refused, Verb, parse
from hotline.simulator.exchange import Exchange, Line
from hotline.simulator.grammar import MESSAGING
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request
from hotline.simulator.texting.message import TextMessage, message_params
from hotline.simulator.texting.outbox import Outbox

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
HELP_WORDS = frozenset({"HELP", "INFO"})
MAX_DOCUMENTS = 50


class Inbox:
    """Hands texts over to the product and sends its answers through `outbox`."""

    def __init__(self, exchange: Exchange, outbox: Outbox) -> None:
        self._exchange = exchange
        self._outbox = outbox

    def receive(self, from_: str, body: str, line: Line) -> TextMessage:
        """A person texts one of the account's lines."""
        now = self._exchange.clock.now()
        message = TextMessage(from_, line.number, body, "inbound", "received", now, sent_at=now)
        self._outbox.messages[message.sid] = message
        self._exchange.log.add(Kind.TEXTS, body, phone=from_, other=line.number, sid=message.sid)
        self._exchange.spawn(self._hand_over(message, line))
        return message

    async def _hand_over(self, message: TextMessage, line: Line) -> None:
        params = {**GEOGRAPHY, **message_params(self._exchange.account_sid, message), **self._inbound_params(message)}
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
            return parse(reply.twiml(), MESSAGING)
        except Refused as refused:
            raise Refused(refused.code, refused.reason, step.url) from None

    def _reply(self, message: TextMessage, verb: Verb, here: Request) -> None:
        body = "".join(child.text for child in verb.inside if child.name == "Body") or verb.text
        callback = here.joined(verb.get("statusCallback")) if verb.get("statusCallback") else None
        to = verb.get("to") or message.from_
        if not self._outbox.refuses(to):
            self._outbox.send(verb.get("from") or message.to, to, body, callback, "outbound-reply")

    def _inbound_params(self, message: TextMessage) -> Mapping[str, str]:
        params = {"SmsStatus": "received", "Body": message.body, "NumMedia": "0"}
        params["NumSegments"] = str(segments(message.body))
        word = message.body.strip().upper()
        if word in STOP_WORDS:
            self._outbox.opted_out.add(message.from_)
            params["OptOutType"] = "STOP"
        elif word in START_WORDS:
            self._outbox.opted_out.discard(message.from_)
            params["OptOutType"] = "START"
        elif word in HELP_WORDS:
            params["OptOutType"] = "HELP"
        return params

    def _report(self, message: TextMessage, refused: Refused) -> None:
        self._exchange.log.add(Kind.ERROR, str(refused), phone=message.from_, sid=message.sid)
