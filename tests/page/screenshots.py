"""Makes docs/screenshots from a real run, so that they stay true: `make screenshots`."""

from playwright.sync_api import Browser, Page, expect

from tests.console.screenshots import show_the_console

from .chromium import running_browser
from .demo import running_demo
from .people import OnScreen
from .pictures import DESK, HAND, keep

STORY_MS = 90_000


def open_page(browser: Browser, url: str, size: dict[str, int], scheme: str) -> Page:
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.set_default_timeout(30_000)
    page.goto(url)
    page.locator("#ladder .phone").first.wait_for(state="attached")
    return page


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
    with running_demo() as demo, running_browser() as browser:
        page = open_page(browser, demo.phones, DESK, "light")
        show_a_call(page, open_page(browser, demo.phones, HAND, "light"))
        show_a_story(open_page(browser, demo.phones, DESK, "dark"), "two-at-once")
        show_the_console(browser, page, demo)


if __name__ == "__main__":
    main()
