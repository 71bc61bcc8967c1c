"""Pages of the console in a real browser, watched for faults of their scripts and breaches of their policy."""

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from hotline.console.cookies import PLAIN_SESSION
from tests.page.chromium import PATIENCE
from tests.stories.town import Town

from .people import sign_in

HAND: ViewportSize = {"width": 360, "height": 740}


class Screens:
    """What people see on their devices. Each opens in a browser profile of its own."""

    def __init__(self, town: Town, browser: Browser) -> None:
        self._town = town
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def open(self, officer: str | None, path: str, size: ViewportSize = HAND, *, scripts: bool = True) -> Page:
        """A page on a new device, where this officer has signed in; None: nobody has."""
        context = self._browser.new_context(viewport=size, reduced_motion="reduce", java_script_enabled=scripts)
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if officer:
            self.signs_in_again(page, officer)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if "Content Security" in said.text else None)
        page.goto(self._town.url + path)
        return page

    def signs_in_again(self, page: Page, officer: str) -> None:
        """On this device, by whatever other page."""
        cookie = {"name": PLAIN_SESSION, "value": sign_in(self._town, officer), "url": self._town.url}
        page.context.add_cookies([cookie])  # type: ignore[list-item]

    def close(self) -> None:
        for context in self._contexts:
            context.close()
