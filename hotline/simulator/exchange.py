"""What all calls share: the account, its lines, time, the log, the queues and the way to the product."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hotline.simulator.bridge import Queue
from hotline.simulator.call import DIALLABLE, Call, new_sid
from hotline.simulator.clocks import NetworkClock
from hotline.simulator.courier import Courier
from hotline.simulator.faults import Faults
from hotline.simulator.log import Kind, NetworkLog
from hotline.simulator.requests import Request

NATURAL_RATE = 14.0
"""Characters that a calm voice speaks in a second."""


@dataclass(frozen=True)
class Line:
    """A number of the account and the addresses that the product set for it."""

    number: str
    voice: Request
    voice_fallback: Request | None
    voice_status: Request | None
    sms: Request
    sms_fallback: Request | None
    sid: str = field(default_factory=lambda: new_sid("PN"))

    @classmethod
    def of(cls, number: str, public_url: str) -> "Line":
        """The line of a hotline that runs at `public_url`, with the addresses of its contract."""
        hooks = f"{public_url.rstrip('/')}/webhooks"
        return cls(
            number,
            voice=Request(f"{hooks}/voice"),
            voice_fallback=Request(f"{hooks}/voice/fallback"),
            voice_status=Request(f"{hooks}/voice/status"),
            sms=Request(f"{hooks}/sms"),
            sms_fallback=Request(f"{hooks}/sms/fallback"),
        )


@dataclass(frozen=True)
class Recording:
    call_sid: str
    said: str
    seconds: int
    started_at: datetime
    sid: str = field(default_factory=lambda: new_sid("RE"))


class Exchange:
    """`speech_rate` is in characters a second; None lets speech take no time at all."""

    def __init__(self, account_sid: str, auth_token: str, clock: NetworkClock, speech_rate: float | None) -> None:
        self.account_sid = account_sid
        self.auth_token = auth_token
        self.clock = clock
        self.speech_rate = speech_rate
        self.api_url = ""
        self.log = NetworkLog(clock.now)
        self.faults = Faults()
        self.courier = Courier(auth_token, self._is_unreachable)
        self.lines: dict[str, Line] = {}
        self.calls: dict[str, Call] = {}
        self.queues: dict[str, Queue] = {}
        self.recordings: dict[str, Recording] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def _is_unreachable(self, url: str) -> bool:
        return self.faults.drops_webhook(url)

    def may_show(self, number: str, to: str) -> bool:
        """Whether an order may come from `number`: a line's, or, to a line, any that stands for a verified one."""
        return number in self.lines or (to in self.lines and DIALLABLE.fullmatch(number) is not None)

    def speech_seconds(self, text: str) -> float:
        return len(text) / self.speech_rate if self.speech_rate else 0.0

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` on its own; it counts as active until it ends or parks."""
        self.clock.activity.begin()
        task = asyncio.get_running_loop().create_task(self._counted(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _counted(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # a fault of the simulator itself must not look like the product's silence
            self.log.add(Kind.ERROR, f"the simulator failed: {error!r}")
            raise
        finally:
            self.clock.activity.end()

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.courier.close()


def natural_seconds(text: str) -> int:
    """How long it takes to say `text`, at least one second."""
    return max(round(len(text) / NATURAL_RATE), 1)
