"""A manager asks on a telephone why a child waited, and finds it in three touches."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from hotline.console.cookies import PLAIN_SESSION
from tests.page.chromium import running_browser
from tests.stories.town import Town

from .callers import three_children
from .people import AUDITOR, BOSS, sign_in

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
PHONE = {"width": 360, "height": 740}
Opener = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture
def open_page(town: Town, browser: Browser) -> Iterator[Opener]:
    """A page of somebody who is signed in; a breach of its policy fails the test."""
    errors: list[str] = []
    contexts = []
    three_children(town)

    def open_page(officer: str, path: str) -> Page:
        context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
        context.set_default_timeout(30_000)
        context.add_cookies([{"name": PLAIN_SESSION, "value": sign_in(town, officer), "url": town.url}])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if "Content Security" in said.text else None)
        page.goto(town.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


def faults(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


def test_why_did_that_child_wait(open_page: Opener) -> None:
    boss = open_page(BOSS, "/console/figures")
    boss.get_by_label("Khoảng thời gian").select_option("Hôm nay")
    boss.get_by_role("button", name="Xem").click()
    boss.get_by_role("link", name="Xem những lần quá hạn").first.click()
    boss.get_by_role("link", name="Vì sao phải chờ?").first.click()
    expect(boss.get_by_text("Từ lúc gọi tới lúc có người trả lời: 37 giây")).to_be_visible()
    expect(boss.get_by_role("row", name="Lan không bấm máy (gọi)")).to_be_visible()
    boss.get_by_role("link", name="Ca CT-").click()
    expect(boss.get_by_role("heading", level=1)).to_contain_text("CT-")


def test_charts_are_drawn_and_nobody_is_shut_out(open_page: Opener) -> None:
    for officer in (BOSS, AUDITOR):
        page = open_page(officer, "/console/figures?period=today")
        for chart in page.locator("img.chart").all():
            chart.scroll_into_view_if_needed()
            page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=chart.element_handle())
        for table in page.locator("summary").all():
            table.click()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_axe_finds_no_fault_in_a_list_and_in_a_story(open_page: Opener) -> None:
    boss = open_page(BOSS, "/console/figures/cases?period=today&kind=contacts")
    assert faults(boss) == []
    boss.get_by_role("link", name="Vì sao phải chờ?").first.click()
    for scheme in ("light", "dark"):
        boss.emulate_media(color_scheme=scheme)
        assert faults(boss) == []
    assert boss.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
