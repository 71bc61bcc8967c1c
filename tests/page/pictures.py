"""Pictures of pages, for the documents."""

from pathlib import Path

from playwright.sync_api import Page

SHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
DESK, HAND = {"width": 1400, "height": 900}, {"width": 360, "height": 740}


def keep(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(0, 0)
    page.screenshot(path=SHOTS / f"{name}.png")
