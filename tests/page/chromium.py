"""A real browser: Chromium from the PATH, or fetched when there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Playwright, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000
"""Milliseconds that a page may take to show what it should; the library's own five seconds are few where much runs."""
UNLIKE_PEOPLES = ["--disable-back-forward-cache"]
"""Of the flags that the library sets: everybody's browser keeps pages for the button Back."""


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A fresh profile each time; one at a time in a thread. Root may not use the browser's sandbox."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=flags, ignore_default_args=UNLIKE_PEOPLES
        )
        yield browser
        browser.close()


def find_chromium(playwright: Playwright) -> str:
    """Its path. Raises RuntimeError when this machine has none and none can be fetched."""
    for look in (_on_path, lambda: _fetched_before(playwright)):
        if path := look():
            return path
    _fetch()
    if path := _fetched_before(playwright) or _on_path():
        return path
    raise RuntimeError("No Chromium: install the package chromium, or run `.venv/bin/playwright install chromium`")


def _on_path() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _fetched_before(playwright: Playwright) -> str | None:
    path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None


def _fetch() -> None:
    """From the library's own store; where that can't be reached and we are root, from Debian."""
    own = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(own, check=False, capture_output=True, timeout=300).returncode == 0:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for order in (["update"], ["install", "--yes", "chromium"]):
            subprocess.run(["apt-get", "-q", *order], check=False, capture_output=True, timeout=600)


if __name__ == "__main__":  # `make browser`: once, before tests in several processes need it
    with sync_playwright() as started:
        find_chromium(started)
