"""Status callbacks: numbered, in order unless a fault is ordered, and never waited for."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from email.utils import format_datetime

from hotline.simulator.call import ENDED, Call, Status
from hotline.simulator.clocks import sleep
from hotline.simulator.documents import Refused
from hotline.simulator.exchange import Exchange
from hotline.simulator.log import Kind
from hotline.simulator.requests import Request

SIP_CODES = {Status.BUSY: "486", Status.NO_ANSWER: "487", Status.CANCELED: "487", Status.FAILED: "404"}


class CallbackDesk:
    def __init__(self, exchange: Exchange) -> None:
        self.held: list[tuple[str, Request]] = []
        self._exchange = exchange
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def report(self, call: Call, event: str) -> None:
        """Tell the subscriber that `event` (initiated, ringing, answered or completed) happened to the call."""
        if call.subscription is None or event not in call.subscription.events:
            return
        request = call.subscription.request.with_params(self._call_params(call))
        call.sequence += 1
        self.send(call.sid, request)

    def send(self, sid: str, request: Request) -> None:
        if self._exchange.faults.hold_callbacks:
            self.held.append((sid, request))
        else:
            self._exchange.spawn(self._deliver(sid, request))

    def release(self, order: str = "sent") -> None:
        """Send what was held back, all at once: as 'sent', 'reversed' or 'shuffled'."""
        held, self.held = self.held, []
        if order == "reversed":
            held.reverse()
        elif order == "shuffled":
            self._exchange.faults.dice.shuffle(held)
        for place, (_, request) in enumerate(held):
            self._exchange.spawn(self._deliver(f"released {place}", request))

    def _call_params(self, call: Call) -> Mapping[str, str]:
        now = self._exchange.clock.now()
        params = {
            "Timestamp": format_datetime(now.replace(microsecond=0)),
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.sequence),
        }
        if call.status in ENDED:
            params["CallDuration"] = str(call.seconds)
            params["Duration"] = str(-(-call.seconds // 60))
            params["SipResponseCode"] = SIP_CODES.get(call.status, "200")
        return {**call.params(), **params}

    async def _deliver(self, sid: str, request: Request) -> None:
        faults = self._exchange.faults
        copies = 1 + faults.duplicate_callbacks
        delay = faults.delay_callbacks + faults.dice.random() * faults.shuffle_callbacks
        if delay:
            await sleep(self._exchange.clock, delay)
            await asyncio.gather(*(self._post(request) for _ in range(copies)))
            return
        async with self._turns[sid]:
            await asyncio.gather(*(self._post(request) for _ in range(copies)))

    async def _post(self, request: Request) -> None:
        params = request.params
        sid = params.get("CallSid") or params.get("MessageSid", "")
        what = params.get("RecordingStatus") or params.get("MessageStatus") or params.get("CallStatus", "")
        try:
            reply = await self._exchange.courier.send(request)
        except Refused as refused:
            self._exchange.log.add(Kind.ERROR, f"status callback: {refused}", sid=sid)
            return
        kind = Kind.CALLBACK if reply.ok else Kind.ERROR
        self._exchange.log.add(kind, f"{what} → {reply.status}", sid=sid)
