"""The phones page over a whole town, in a real browser."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from redis import Redis
from rq.timeouts import TimerDeathPenalty
from sqlalchemy import Engine

from hotline.settings import Settings
from tests.stories.town import Hand, Town, found_town

TICK = 0.08
PATIENCE = 60_000
DESK = {"width": 1440, "height": 1000}

Opener = Callable[..., Page]


class ThreadWorker(Hand):
    """A worker beside the main thread, where no signals can be had."""

    death_penalty_class = TimerDeathPenalty

    def _install_signal_handlers(self) -> None: ...


@pytest.fixture
def town(engine: Engine, redis: Redis, patient: Settings) -> Iterator[Town]:
    """Its time stands still until a test lets it pass."""
    with found_town(engine, redis, patient) as town:
        yield town


class Life:
    """Lets the town's time go by while people use the page: about as fast as ours, or ten times as fast."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.step = TICK
        self._over = threading.Event()
        self._ticked = threading.Event()
        self._thread = threading.Thread(target=self._live)

    def hurry(self) -> None:
        self.step = 10 * TICK

    def wait(self, seconds: float) -> None:
        """Return once the town is that much older."""
        target = self.town.clock.now() + timedelta(seconds=seconds)
        while self.town.clock.now() < target:
            self._ticked.clear()
            self._ticked.wait(1)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _live(self) -> None:
        while not self._over.wait(TICK):
            self.town.passes(self.step)
            self._ticked.set()


@pytest.fixture
def life(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Life]:
    monkeypatch.setattr("tests.stories.town.Hand", ThreadWorker)
    life = Life(town)
    life.start()
    yield life
    life.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def open_page(life: Life, context: BrowserContext) -> Iterator[Opener]:
    """Opens windows; any error in their scripts, or a breach of the security policy, fails the test."""
    errors: list[str] = []

    def open_page(**viewport: int) -> Page:
        page = context.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_breach(message) else None)
        page.goto(life.town.network.api_url)
        page.locator("#link[data-state=on]").wait_for()
        return page

    yield open_page
    assert errors == []


def _is_breach(message: ConsoleMessage) -> bool:
    """An address that did not answer is no fault of the page."""
    return message.type == "error" and "Failed to load resource" not in message.text
