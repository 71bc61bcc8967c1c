"""Makes docs/screenshots from a real run, so that they stay true: `make screenshots`."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from .chromium import running_browser
from .people import OnScreen

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "docs" / "screenshots"
DESK, HAND = {"width": 1400, "height": 900}, {"width": 360, "height": 740}
STORY_MS = 90_000


@contextmanager
def running_demo() -> Iterator[str]:
    """A fresh installation with the demo city; gives the address of its phones page."""
    port, simulator_port = _free_port(), _free_port()
    with tempfile.TemporaryDirectory(prefix="hotline-", ignore_cleanup_errors=True) as home:
        settings = {"HOTLINE_HOME": home, "PORT": str(port), "SIMULATOR_PORT": str(simulator_port)}
        order = [sys.executable, "-m", "hotline.cli", "run"]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        demo = subprocess.Popen(order, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            _wait_until_ready(demo)
            yield f"http://localhost:{simulator_port}"
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.communicate(timeout=60)


def _wait_until_ready(demo: "subprocess.Popen[str]") -> None:
    said = []
    for line in demo.stdout or ():
        said.append(line)
        if "Ctrl-C" in line:
            return
    raise RuntimeError("the demo did not start:\n" + "".join(said))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def open_page(browser: Browser, url: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.set_default_timeout(30_000)
    page.goto(url)
    page.locator("#ladder .phone").first.wait_for(state="attached")
    return page


def keep(page: Page, name: str) -> None:
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.screenshot(path=SHOTS / f"{name}.png")


def show_a_call(page: Page, hand: Page) -> None:
    """The main states of one call, on a desk and in the hand."""
    keep(page, "idle")
    child = OnScreen(page, "+84900000001")
    child.calls()
    child.says("ninh kiều")
    page.locator('.phone[data-state="ringing"]').wait_for()
    page.locator(".rung[data-running] .due", has_text="giây").wait_for()
    child.hears("Con giữ máy nhé")
    keep(page, "ringing")
    hand.get_by_role("button", name="Người trực").click()
    keep(hand, "phone")
    officer = OnScreen(page, str(page.locator('.phone[data-state="ringing"]').get_attribute("data-number")))
    officer.accepts()
    officer.is_in_state("talking")
    child.says("Con sợ lắm, cô ơi.")
    officer.hears("Con sợ lắm")
    officer.says("Cô nghe con đây. Con đang ở đâu?")
    child.hears("Cô nghe con đây")
    keep(page, "talking")
    officer.button("Gác máy").click()
    child.is_in_state("idle")


def show_a_story(page: Page, name: str) -> None:
    """What a story tells at its end."""
    page.locator(f'[data-story="{name}"]').click()
    run = page.locator("#run")
    expect(run).to_have_attribute("data-result", "passed", timeout=STORY_MS)
    keep(page, "story")


def main() -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    with running_demo() as url, running_browser() as browser:
        page = open_page(browser, url, DESK, "light")
        show_a_call(page, open_page(browser, url, HAND, "light"))
        show_a_story(open_page(browser, url, DESK, "dark"), "two-at-once")


if __name__ == "__main__":
    main()
