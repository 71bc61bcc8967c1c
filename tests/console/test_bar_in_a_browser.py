"""The bar at the top of every page: one line on a telephone, and big enough for a thumb."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.page.axe import faults
from tests.stories.town import Town

from .on_screen import HAND, Screens
from .people import ADMIN, BOSS, LAN

PHONE: ViewportSize = {"width": 390, "height": 844}
THUMB, LINE = 44, 64
"""Pixels: the least that a thumb needs, and what a bar may take."""


def menu(page: Page) -> None:
    page.locator(".menu > summary").click()


def boxes(page: Page, which: str) -> list[dict[str, float]]:
    found = [one.bounding_box() for one in page.locator(which).all() if one.is_visible()]
    return [dict(box) for box in found if box]


@pytest.mark.parametrize("who", [LAN, BOSS, ADMIN, None])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_bar_is_one_line_with_room_for_a_thumb_on_everything(
    town: Town, screens: Screens, who: str | None, language: str
) -> None:
    page = screens.open(who, "/console/", PHONE)
    if language == "en":
        if who:
            menu(page)
        page.get_by_role("button", name="English").click()
        page.locator("html[lang=en]").wait_for()
        page.wait_for_load_state()  # with its styles
    (bar,) = boxes(page, ".bar")
    assert bar["height"] <= LINE
    if who:
        menu(page)
    touched = boxes(page, ".bar a, .bar button, .bar summary") if who else boxes(page, ".bar button")
    assert touched
    assert all(box["height"] >= THUMB and box["width"] >= THUMB for box in touched)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in touched)


def test_a_small_telephone_shows_all_of_the_bar(screens: Screens) -> None:
    page = screens.open(BOSS, "/console/cases", HAND)
    assert page.locator(".bar nav").evaluate("nav => nav.scrollWidth <= nav.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_can_be_used_by_everybody(screens: Screens, scheme: str) -> None:
    page = screens.open(BOSS, "/console/cases", PHONE)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    menu(page)
    assert faults(page, only=None) == []


def test_what_the_bar_has_no_room_for_is_in_the_menu(screens: Screens) -> None:
    page = screens.open(BOSS, "/console/cases", PHONE)
    figures = page.get_by_role("link", name="Thời gian đáp ứng")
    expect(figures).to_have_count(0)
    menu(page)
    figures.click()
    expect(page.get_by_role("heading", name="Thời gian đáp ứng", exact=True)).to_be_visible()


def test_the_menu_closes_by_a_tap_elsewhere_and_by_escape(screens: Screens) -> None:
    page = screens.open(LAN, "/console/cases", PHONE)
    leave = page.get_by_role("button", name="Đăng xuất")
    menu(page)
    expect(leave).to_be_visible()
    page.mouse.click(20, 700)
    expect(leave).to_be_hidden()
    menu(page)
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(page.locator(".menu > summary")).to_be_focused()


def test_without_scripts_the_menu_opens_and_signs_out(screens: Screens) -> None:
    page = screens.open(LAN, "/console/cases", PHONE, scripts=False)
    menu(page)
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
