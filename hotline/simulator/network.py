"""The telephone network as a whole, as other threads and tests see it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from hotline.simulator.documents import Refused
from hotline.simulator.log import Kind
from hotline.simulator.requests import Delivery, Reply, Request
from hotline.simulator.switchboard import Switchboard

T = TypeVar("T")


class Network(Switchboard):
    """Lives in one event loop. Other threads enter by `run`, `replay` and `wait_idle` only."""

    _loop: asyncio.AbstractEventLoop | None = None

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
