"""One call leg at work: fetches documents, performs their verbs, listens to the human."""

from collections.abc import Awaitable, Callable, Mapping, Set
from dataclasses import replace
from urllib.parse import urljoin

from hotline.simulator.call import Call, Happening, Inline, Status, Step
from hotline.simulator.callbacks import CallbackDesk
from hotline.simulator.documents import Refused, Verb, parse
from hotline.simulator.exchange import Exchange
from hotline.simulator.grammar import VOICE
from hotline.simulator.happenings import Fetched
from hotline.simulator.listener import CallEnded, CallRedirected, Listener
from hotline.simulator.log import Kind
from hotline.simulator.requests import Reply, Request, is_web_address

APOLOGY = "We are sorry, an application error has occurred. Goodbye."
MAX_DOCUMENTS_AT_ONCE = 100
"""More documents than that without any time going by are a loop."""
DELAYS_ANSWER = frozenset({"Reject", "Pause"})


Performer = Callable[["Leg", Verb], Awaitable[Step | None]]


class Leg(Listener):
    def __init__(self, exchange: Exchange, call: Call, desk: CallbackDesk, performers: Mapping[str, Performer]) -> None:
        super().__init__(exchange, call, desk)
        self.performers = performers
        self.here: Request | None = None
        """The current document's address; None for one that came inline."""
        self._documents_at = exchange.clock.now()
        self._documents = 0

    # -- documents

    async def walk(self, step: Step | None) -> None:
        """Follow documents until one ends, using the fallback address when one is refused."""
        while step is not None:
            try:
                step = await self.perform(await self.fetch(step, VOICE))
            except Refused as refused:
                step = self.fall_back(refused)
            except CallRedirected as redirected:
                step = redirected.step

    async def follow(self, step: Step | None, allowed: Set[str]) -> None:
        """Follow documents inside a verb (a queue's wait, a screening), until one ends."""
        outer = self.here
        try:
            while step is not None:
                step = await self.perform(await self.fetch(step, allowed))
        finally:
            self.here = outer

    async def perform(self, verbs: list[Verb]) -> Step | None:
        for verb in verbs:
            if self.call.status is Status.RINGING and verb.name not in DELAYS_ANSWER:
                self.answer()
            step = await self.performers[verb.name](self, verb)
            if step is not None:
                return step
        return None

    async def fetch(self, step: Step, allowed: Set[str]) -> list[Verb]:
        """Raises Refused for everything that the network would not take."""
        if isinstance(step, Inline):
            self.here = None
            return parse(step.twiml.encode(), allowed)
        self._refuse_loop(step)
        request = Request(step.url, step.method, {**self.call.params(), **step.params})
        reply = await self._reply_to(request)
        self.here = Request(reply.url, step.method)
        self._warn(reply)
        try:
            return parse(reply.twiml(), allowed)
        except Refused as refused:
            raise Refused(refused.code, refused.reason, reply.url) from None

    def fall_back(self, refused: Refused) -> Step:
        """The fallback address, or the network's apology and the end of the call. Either way it is in the log."""
        self.exchange.log.add(Kind.ERROR, str(refused), phone=self.call.phone, sid=self.call.sid)
        fallback = self.call.fallback
        if fallback is None or refused.url == fallback.url:
            self.hears(APOLOGY)
            raise CallEnded(Status.COMPLETED)
        return fallback.with_params({"ErrorCode": str(refused.code), "ErrorUrl": refused.url})

    def tell(self, request: Request | None, params: Mapping[str, str]) -> None:
        """Request an action of a call that is over; the answer no longer matters."""
        if request is not None:
            final = {**self.call.params(), **request.params, **params, "CallStatus": Status.COMPLETED.value}
            self.exchange.spawn(self._tell(replace(request, params=final)))

    # -- addresses

    def action(self, verb: Verb) -> Request | None:
        """Where the verb wants its result sent; None when it does not say."""
        return self.address(verb, "action", "method")

    def address(self, verb: Verb, attribute: str, method: str) -> Request | None:
        target = verb.get(attribute)
        return self.resolve(target, verb.get(method, "POST")) if target else None

    def resolve(self, target: str, method: str = "POST") -> Request:
        url = urljoin(self.here.url, target) if self.here else target
        if not is_web_address(url):
            raise Refused(11100, f"{target!r} is no address", self.here.url if self.here else "")
        return Request(url, method)

    def current(self) -> Request:
        if self.here is None:
            raise Refused(11100, "an inline document needs an absolute action")
        return self.here

    # -- fetching while listening

    async def _reply_to(self, request: Request) -> Reply:
        ticket = object()
        self.exchange.spawn(self._fetch(request, ticket))
        meanwhile: list[Happening] = []
        while True:
            happening = await self.listen(None)
            if isinstance(happening, Fetched) and happening.ticket is ticket:
                break
            if happening is not None and not isinstance(happening, Fetched):
                meanwhile.append(happening)
        self.call.mailbox.put_back(meanwhile)
        if isinstance(happening.result, Refused):
            raise happening.result
        return happening.result

    async def _fetch(self, request: Request, ticket: object) -> None:
        try:
            result: Reply | Refused = await self.exchange.courier.send(request)
            self.exchange.log.add(Kind.WEBHOOK, request.url, sid=self.call.sid)
        except Refused as refused:
            result = Refused(refused.code, refused.reason, request.url)
        self.call.mailbox.post(Fetched(ticket, result))

    async def _tell(self, request: Request) -> None:
        try:
            await self.exchange.courier.send(request)
        except Refused as refused:
            self.note(Kind.ERROR, str(refused))

    def _warn(self, reply: Reply) -> None:
        if reply.redirected:
            self.note(Kind.WARNING, f"11216 {reply.url} was reached by a redirect, which may lose parameters")

    def _refuse_loop(self, step: Request) -> None:
        now = self.exchange.clock.now()
        self._documents = self._documents + 1 if now == self._documents_at else 1
        self._documents_at = now
        if self._documents > MAX_DOCUMENTS_AT_ONCE:
            raise Refused(11215, "the documents lead in a circle", step.url)
