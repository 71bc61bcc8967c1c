"""By keyboard alone, on the screen of a telephone, by ear: the page leaves nobody out."""

from playwright.sync_api import expect

from tests.page.axe import faults

from .conftest import Life, Opener
from .people import CHILD, LAN, OnScreen, two_who_talk

SMALL = {"width": 360, "height": 740}


def test_axe_finds_no_serious_fault_by_day_and_by_night(open_page: Opener) -> None:
    page = open_page()
    assert faults(page) == []
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    child.calls()
    child.says("ninh kiều")
    lan.is_in_state("ringing")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    lan.accepts()
    lan.is_in_state("talking")
    assert faults(page) == []


def test_axe_finds_no_serious_fault_in_a_story_on_a_small_screen(open_page: Opener, life: Life) -> None:
    life.hurry()
    page = open_page(**SMALL)
    page.get_by_role("button", name="Chuyện", exact=True).click()
    page.locator('[data-story="plain-text"]').click()
    expect(page.locator("#run")).to_have_attribute("data-result", "passed", timeout=60_000)
    for view in ("Chuyện", "Con", "Người trực", "Ca"):
        page.get_by_role("button", name=view, exact=True).click()
        assert faults(page) == []


def test_the_keyboard_is_enough(open_page: Opener) -> None:
    page = open_page()
    keys = page.keyboard
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    keys.press("Alt+Shift+KeyC")
    child.is_asked()
    expect(child.element).to_be_focused()
    keys.press("1")
    lan.is_in_state("ringing")
    expect(page.locator("#announcer")).to_contain_text("đang reo")
    keys.press("Alt+Shift+KeyA")
    expect(lan.button("Nhận ca")).to_be_visible()
    keys.press("1")
    child.is_in_state("talking")
    keys.press("Alt+Shift+KeyC")
    child.is_in_state("idle")


def test_tab_reaches_the_call_button_and_enter_calls(open_page: Opener) -> None:
    page = open_page()
    call = OnScreen(page, CHILD).button("Gọi đường dây nóng")
    for _ in range(20):
        page.keyboard.press("Tab")
        if call.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    OnScreen(page, CHILD).is_asked()


def test_a_small_screen_shows_one_thing_at_a_time(open_page: Opener) -> None:
    page = open_page(**SMALL)
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    child.calls()
    child.says("ninh kiều")
    officers = page.get_by_role("button", name="Người trực")
    expect(officers.locator(".badge")).to_be_visible()
    expect(lan.element).to_be_hidden()
    officers.click()
    lan.accepts()
    lan.is_in_state("talking")
    expect(child.element).to_be_hidden()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL["width"]


def test_a_reader_hears_what_is_said_to_the_child_and_not_every_telephone(open_page: Opener) -> None:
    page = open_page()
    two_who_talk(page)
    live = page.locator('[role="log"][aria-live="polite"]:visible')
    expect(live).to_have_count(1)
    expect(live).to_have_attribute("aria-label", "Nghe thấy trên máy của Con")


def test_a_lost_stream_is_told_and_comes_back(open_page: Opener) -> None:
    page = open_page()
    link = page.locator("#link")
    expect(link).to_have_text("Đang theo dõi")
    page.route("**/page/stream*", lambda route: route.abort())
    page.reload()
    expect(link).to_have_attribute("data-state", "lost")
    expect(link).to_contain_text("Mất kết nối")
    page.unroute("**/page/stream*")
    expect(link).to_have_attribute("data-state", "on")
