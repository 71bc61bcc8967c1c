"""Who asks for too much at once waits, then is sent away; everybody else still gets an answer."""

import asyncio

import httpx
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from hotline.api.turns import Turns


def test_the_third_at_once_waits_and_the_one_whose_turn_does_not_come_is_told_so() -> None:
    release = asyncio.Event()
    inside: list[int] = []

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        inside.append(1)
        await release.wait()
        await PlainTextResponse("read")(scope, receive, send)

    async def story() -> None:
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(Turns(slow, at_once=2, patience=0.01)), base_url="http://a"
        )
        first, second = (asyncio.create_task(http.get("/")) for _ in range(2))
        while len(inside) < 2:
            await asyncio.sleep(0)
        third = await http.get("/")
        assert (third.status_code, third.json()["status"], third.headers["retry-after"]) == (429, 429, "5")
        assert len(inside) == 2
        release.set()
        assert [(await one).text for one in (first, second)] == ["read", "read"]
        assert (await http.get("/")).text == "read"

    asyncio.run(story())
