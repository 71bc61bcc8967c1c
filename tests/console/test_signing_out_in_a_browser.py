"""Who signs out leaves nothing on the telephone that the next person could see, not even by the button Back."""

import pytest
from playwright.sync_api import Page, expect

from hotline.staff import sign_ins
from tests.stories.town import Town

from .on_screen import Screens
from .people import LAN

KEPT_IN_MEMORY = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
"""As a browser says it of a page that it has not fetched anew."""
KEPT_FOR_LATER = """async () => [
    (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope), await caches.keys()
]"""


@pytest.fixture
def page(screens: Screens, case_number: str) -> Page:
    """Lan has read the case."""
    page = screens.open(LAN, f"/console/cases/{case_number}")
    page.locator("#link[data-state=on]").wait_for()
    return page


def is_at_the_way_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert "Ninh Kiều" not in page.content()


def test_after_signing_out_back_shows_no_case(town: Town, page: Page) -> None:
    page.goto(f"{town.url}/console/cases")
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    is_at_the_way_in(page)
    for _ in range(2):
        page.go_back()
        is_at_the_way_in(page)


def test_a_page_out_of_the_browsers_memory_is_asked_for_anew(town: Town, page: Page) -> None:
    with town.service.transaction() as session:  # on another device: nothing tells this browser
        sign_ins.end(session, LAN, now=town.clock.now())
    page.evaluate(KEPT_IN_MEMORY)
    is_at_the_way_in(page)


def test_signing_out_takes_neither_alerts_nor_the_page_for_no_network_from_the_browser(
    town: Town, screens: Screens
) -> None:
    page = screens.open(LAN, "/console/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    before = page.evaluate(KEPT_FOR_LATER)
    page.locator(".menu > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    is_at_the_way_in(page)
    assert page.evaluate(KEPT_FOR_LATER) == before == [[f"{town.url}/console/"], ["away"]]
