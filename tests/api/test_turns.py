"""Who asks for too much at once waits, then is sent away; everybody else still gets an answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from hotline.api.turns import Turns
from tests.apart import run_apart


class Library:
    """Reads slowly, until it is told to be done."""

    def __init__(self, *, at_once: int, for_a_key: int, patience: float = 0.01) -> None:
        self.inside = 0
        self.done = asyncio.Event()
        turns = Turns(self._read, at_once=at_once, for_a_key=for_a_key, patience=patience)
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(turns), base_url="http://a")

    async def _read(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.inside += 1
        await self.done.wait()
        await PlainTextResponse("read")(scope, receive, send)

    async def ask(self, key: str = "", *, spelled: str = "Bearer ") -> httpx.Response:
        return await self._http.get("/", headers={"Authorization": f"{spelled}{key}"} if key else {})

    @asynccontextmanager
    async def busy_with(self, *keys: str) -> AsyncIterator[None]:
        """While one request of each of these is being answered; all of them get their answer in the end."""
        asked = [asyncio.create_task(self.ask(key)) for key in keys]
        while self.inside < len(keys):
            await asyncio.sleep(0)
        yield
        self.done.set()
        assert [(await one).text for one in asked] == ["read"] * len(keys)


def test_a_key_that_asks_for_too_much_is_sent_away_while_another_is_answered() -> None:
    async def story() -> None:
        library = Library(at_once=3, for_a_key=2)
        async with library.busy_with("greedy", "greedy"):
            third = await library.ask("greedy")
            assert (third.status_code, third.json()["status"], third.headers["retry-after"]) == (429, 429, "5")
            async with asyncio.TaskGroup() as others:
                other = others.create_task(library.ask("modest"))
                while library.inside < 3:
                    await asyncio.sleep(0)
                library.done.set()
            assert other.result().text == "read"
        assert (await library.ask("greedy")).text == "read"

    run_apart(story())


def test_all_keys_together_leave_room_for_the_pages_of_officers() -> None:
    async def story() -> None:
        library = Library(at_once=2, for_a_key=2)
        async with library.busy_with("one", "another"):
            assert (await library.ask("a third")).status_code == 429
            assert library.inside == 2
        assert (await library.ask("a third")).text == "read"

    run_apart(story())


@pytest.mark.parametrize("spelled", ["bearer ", "BEARER ", "Bearer   "])
def test_a_key_spelled_otherwise_stands_in_the_same_line(spelled: str) -> None:
    async def story() -> None:
        library = Library(at_once=4, for_a_key=1)
        async with library.busy_with("greedy"):
            assert (await library.ask("greedy", spelled=spelled)).status_code == 429

    run_apart(story())


def test_strangers_without_a_key_share_one_line() -> None:
    async def story() -> None:
        library = Library(at_once=4, for_a_key=1)
        async with library.busy_with(""):
            assert (await library.ask()).status_code == 429

    run_apart(story())


def test_whose_turn_comes_while_they_wait_is_answered() -> None:
    async def story() -> None:
        library = Library(at_once=1, for_a_key=1, patience=30)
        async with library.busy_with("one"):
            second = asyncio.create_task(library.ask("one"))
            await asyncio.sleep(0)
            assert library.inside == 1
            library.done.set()
            assert (await second).text == "read"

    run_apart(story())
