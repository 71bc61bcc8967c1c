"""What an officer types is not lost: while they type on, when they are signed out, and while it is being sent."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from hotline.console.cookies import PLAIN_SESSION
from hotline.models import Draft, SignIn
from tests.stories.town import Town
from tests.waiting import wait_until

from .on_screen import Screens
from .people import BOSS, LAN, sign_in
from .test_case_in_a_browser import panel

ADDRESS = "Bà ngoại số nhà 12, hẻm 5"


@pytest.fixture
def page(screens: Screens, case_number: str) -> Page:
    return screens.open(LAN, f"/console/cases/{case_number}")


@pytest.fixture
def box(page: Page) -> Locator:
    """Where Lan types a note."""
    return panel(page, "note").get_by_role("textbox")


def is_signed_out(town: Town, officer: str) -> None:
    with town.service.transaction() as session:
        for row in session.exec(select(SignIn).where(SignIn.officer == officer, col(SignIn.ended_at).is_(None))):
            row.ended_at = town.clock.now()


def drafts(town: Town) -> list[str]:
    with town.service.transaction() as session:
        return list(session.exec(select(Draft.body)))


def signs_in_in_another_tab(town: Town, page: Page, officer: str) -> None:
    cookie = {"name": PLAIN_SESSION, "value": sign_in(town, officer), "url": town.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    with page.expect_response("**/token*"):
        page.evaluate("dispatchEvent(new Event('focus'))")


def test_who_types_without_a_pause_is_kept_too(page: Page, box: Locator) -> None:
    page.clock.install()
    box.focus()
    with page.expect_request("**/draft"):
        for _ in range(8):
            page.keyboard.type("abc ")
            page.clock.fast_forward(500)


def test_who_is_signed_out_in_mid_sentence_stays_signs_in_elsewhere_and_goes_on(
    town: Town, page: Page, box: Locator
) -> None:
    page.clock.install()
    line = page.locator("#signed-out")
    is_signed_out(town, LAN)
    box.fill(ADDRESS)
    with page.expect_response("**/others*"):
        page.clock.fast_forward(8500)
    expect(line).to_contain_text("Anh chị đã bị đăng xuất")
    expect(line.get_by_role("link")).to_have_attribute("target", "_blank")
    expect(box).to_have_value(ADDRESS)
    signs_in_in_another_tab(town, page, BOSS)
    expect(line).to_be_visible()
    signs_in_in_another_tab(town, page, LAN)
    expect(line).to_be_hidden()
    expect(page.locator("#note .draft")).to_have_text("Đã lưu nháp.")
    page.get_by_role("button", name="Gửi ghi chú").click()
    expect(page.locator("#timeline")).to_contain_text(ADDRESS)


def test_a_stream_that_ends_with_the_sign_in_leads_nobody_away_who_types(page: Page, box: Locator) -> None:
    page.route("**/draft", lambda route: None)
    box.fill(ADDRESS)
    goodbye = "document.body.dispatchEvent(new CustomEvent('live:goodbye', { cancelable: true }))"
    assert page.evaluate(goodbye) is False
    expect(page.locator("#signed-out")).to_be_visible()


def test_a_note_on_its_way_is_a_draft_when_the_page_goes_before_the_answer(
    town: Town, page: Page, box: Locator
) -> None:
    page.route(re.compile("/(note|draft)$"), lambda route: None)
    box.fill(ADDRESS)
    with page.expect_request("**/note"):
        page.get_by_role("button", name="Gửi ghi chú").click()
    page.unroute_all()
    here = page.url
    page.goto(f"{town.url}/console/cases")
    wait_until(lambda: drafts(town) == [ADDRESS], within=20.0)
    page.goto(here)
    expect(panel(page, "note").get_by_role("textbox")).to_have_value(ADDRESS)


def test_a_note_that_nobody_answers_is_told_and_kept(page: Page, box: Locator) -> None:
    page.evaluate("htmx.config.timeout = 300")
    page.route("**/note", lambda route: None, times=1)
    box.fill(ADDRESS)
    page.get_by_role("button", name="Gửi ghi chú").click()
    expect(page.locator("#note .told")).to_contain_text("Chưa gửi được")
    expect(page.locator("#note .draft")).to_have_text("Đã lưu nháp.")
    page.get_by_role("button", name="Gửi ghi chú").click()
    expect(page.locator("#timeline")).to_contain_text(ADDRESS)
    expect(box).to_have_value("")


def test_a_page_left_open_does_not_overwrite_what_was_typed_on_another_device_since(
    town: Town, screens: Screens, page: Page, box: Locator
) -> None:
    desk, at_desk = page, box
    phone = screens.open(LAN, desk.url.removeprefix(town.url))
    panel(phone, "note").get_by_role("textbox").fill(ADDRESS)
    expect(phone.locator("#note .draft")).to_have_text("Đã lưu nháp.")
    at_desk.fill("a")
    expect(desk.locator("#note .draft")).to_contain_text("có bản nháp mới hơn")
    expect(at_desk).to_have_value("a")
    panel(phone, "note").get_by_role("textbox").press_sequentially("!")
    wait_until(lambda: drafts(town) == ["!" + ADDRESS] or drafts(town) == [ADDRESS + "!"], within=20.0)
