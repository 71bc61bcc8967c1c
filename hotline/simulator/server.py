"""The network as a web server: in a thread for tests, as a process for the demo."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from hotline.db import connect
from hotline.number import wanted_addresses
from hotline.settings import Settings
from hotline.simulator.clocks import RealClock
from hotline.simulator.control import router as control
from hotline.simulator.exchange import NATURAL_RATE, Line
from hotline.simulator.network import Network
from hotline.simulator.page.board import Board
from hotline.simulator.page.endpoints import files as page_files
from hotline.simulator.page.endpoints import router as page
from hotline.simulator.page.stream import Studio
from hotline.simulator.requests import Request
from hotline.simulator.rest import routes as rest
from hotline.simulator.rest.access import CountActivity
from hotline.simulator.rest.errors import RestError, render, render_http
from hotline.simulator.stories.endpoints import router as stories
from hotline.simulator.stories.playhouse import Playhouse

CARRIER_SECONDS = 0.5
LAST_WORDS_SECONDS = 0.01
"""How often a server that ends looks whether its last answers are out."""


def create_app(network: Network, api_url: str, engine: Engine | None = None) -> FastAPI:
    """REST for the account and control for the phones, over one network.

    With the product's database also the phones page and its stories, which only ever read there.
    """

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        network.start(api_url)
        yield
        await network.stop()

    app = FastAPI(title="Telephone network", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.network = network
    app.add_exception_handler(RestError, render)
    app.add_exception_handler(HTTPException, render_http)
    app.add_middleware(CountActivity, activity=network.clock.activity)
    app.routes.extend([*rest, *control.routes])  # `include_router` would look at each anew for every network
    if engine is not None:
        _add_page(app, network, engine)
    return app


def _add_page(app: FastAPI, network: Network, engine: Engine) -> None:
    board = Board(network, engine)
    app.state.playhouse = Playhouse(network, engine, on_change=board.wake)
    app.state.studio = Studio(network, board, app.state.playhouse)
    app.routes.extend([*stories.routes, *page.routes])
    app.mount("/page/static", page_files)


def create_simulator(settings: Settings, speed: float = 1.0) -> FastAPI:
    """The network of a demo installation. Speech takes as long as it does; `speed` 2 halves every wait."""
    network = Network(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.auth_tokens[0],
        clock=RealClock(),
        speech_rate=NATURAL_RATE * speed,
        carrier_seconds=CARRIER_SECONDS,
    )
    network.add_line(_line(settings))
    return create_app(network, f"http://127.0.0.1:{settings.simulator_port}", connect(settings))


def _line(settings: Settings) -> Line:
    """The hotline's number, set up as `hotline doctor --fix` would."""
    addresses = wanted_addresses(settings)
    return replace(
        Line.of(settings.hotline_number, settings.public_url),
        voice=Request(addresses["voice_url"]),
        voice_fallback=Request(addresses["voice_fallback_url"]),
        sms=Request(addresses["sms_url"]),
    )


def run_simulator(settings: Settings, speed: float = 1.0) -> None:
    """Serve the demo's network on this machine until interrupted."""
    app = create_simulator(settings, speed)
    config = uvicorn.Config(app, host="127.0.0.1", port=settings.simulator_port, log_level="warning")
    Server(config, on_stop=app.state.network.log.close).run()


@contextmanager
def serve_in_thread(network: Network, engine: Engine | None = None) -> Iterator[Network]:
    """Run the network on a free port of this machine; `network.api_url` is its address."""
    with listen_on_free_port() as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        config = uvicorn.Config(create_app(network, url, engine), log_level="warning")
        with running(Server(config, on_stop=network.log.close), listener):
            yield network


def listen_on_free_port() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


@contextmanager
def running(server: "Server", listener: socket.socket) -> Iterator[None]:
    """Have `server` take requests from another thread meanwhile."""
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        server.wait_started()
        yield
    finally:
        server.stop()
        thread.join(timeout=10)


class Server(uvicorn.Server):
    """Says when it takes requests, so that nobody has to poll for it, and ends endless answers when it stops."""

    def __init__(self, config: uvicorn.Config, on_stop: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self._ready = threading.Event()
        self._on_stop = on_stop
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As the library's, which waits a tenth of a second even when nobody has anything left to say."""
        if self._on_stop is not None:
            self._on_stop()
        for server in self.servers:
            server.close()
        for listening in sockets or []:
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        while (self.server_state.connections or self.server_state.tasks) and not self.force_exit:
            await asyncio.sleep(LAST_WORDS_SECONDS)
        await self.lifespan.shutdown()

    async def main_loop(self) -> None:
        """Until interrupted, which the library looks for now and then, or stopped, which is at once."""
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        waiting = [asyncio.ensure_future(super().main_loop()), asyncio.ensure_future(self._stopping.wait())]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()

    def stop(self) -> None:
        """End the server, from another thread."""
        self.should_exit = True
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)

    def wait_started(self, limit: float = 20.0) -> None:
        if not self._ready.wait(limit) or not self.started:
            raise RuntimeError("the server did not start")
