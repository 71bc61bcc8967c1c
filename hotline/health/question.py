"""Asking a part that may hang, without ever waiting long or piling up threads."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """One question, asked by one thread at a time: whoever asks meanwhile waits for the same answer."""

    def __init__(self, ask: Callable[[], Answer]) -> None:
        self._ask = ask
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._pending: Future[Answer] | None = None

    async def answer(self, seconds: float) -> Answer:
        """The answer. Raises TimeoutError when it takes longer than that, or what the asking raises."""
        if self._pending is None or self._pending.done():
            self._pending = self._thread.submit(self._ask)
        waiting = asyncio.wrap_future(self._pending)
        return await asyncio.wait_for(asyncio.shield(waiting), seconds)
