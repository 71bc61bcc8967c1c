"""The roster under one thumb: hours are offered and taken, a note is left, and nothing shuts anybody out."""

from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page, expect

from hotline.console.cookies import PLAIN_SESSION
from tests.page.chromium import running_browser
from tests.stories.town import Town

from .people import BOSS, LAN, sign_in

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
PHONE = {"width": 360, "height": 740}
Opener = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture
def open_page(town: Town, browser: Browser) -> Iterator[Opener]:
    """Opens a page as an officer; a breach of its policy fails the test."""
    errors: list[str] = []
    contexts = []

    def open_page(officer: str, path: str) -> Page:
        context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
        context.set_default_timeout(20_000)
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


def test_lan_offers_her_night_and_hoa_takes_it(open_page: Opener) -> None:
    lan = open_page(LAN, "/console/roster")
    lan.get_by_text("Nhường ca trực của tôi").click()
    lan.get_by_label("Đến").first.fill("2026-03-03T07:00")
    lan.get_by_role("button", name="Nhường ca trực này").click()
    expect(lan.get_by_role("status").last).to_contain_text("vẫn trực cho đến khi có người nhận")
    hoa = open_page("nk3", "/console/roster")
    hoa.get_by_role("button", name="Nhận trực thay").click()
    expect(hoa.locator("section[aria-labelledby=now]")).to_contain_text("Hoa, Minh")


def test_a_manager_looks_at_an_override_before_it_is_written(open_page: Opener) -> None:
    boss = open_page(BOSS, "/console/roster/edit?district=ninh-kieu")
    boss.get_by_text("Thêm thay ca").click()
    boss.get_by_label("Người thứ 1").first.select_option("Hoa")
    boss.locator("#override-from").fill("2026-03-04T07:00")
    boss.locator("#override-to").fill("2026-03-04T19:00")
    boss.get_by_role("button", name="Xem trước").first.click()
    expect(boss.get_by_role("alert")).to_contain_text("Một người, không dự phòng")
    boss.get_by_role("button", name="Ghi lại").click()
    expect(boss.get_by_role("status").last).to_contain_text("Có hiệu lực ngay")
    expect(boss.locator("section[aria-labelledby=overrides]")).to_contain_text("Hoa")


@pytest.mark.parametrize("path", ["", "?view=month", "/gaps", "/phones", "/calendar", "/edit?district=ninh-kieu"])
def test_axe_finds_no_fault_and_nothing_is_wider_than_a_small_screen(open_page: Opener, path: str) -> None:
    page = open_page(BOSS, f"/console/roster{path}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
