"""A page that changes by itself takes no button away from under a thumb, and catches up when it is lifted."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from hotline.simulator.phones import Phone
from tests.stories.town import Town
from tests.waiting import wait_until

from .casebook import CasePage
from .on_screen import Screens
from .people import LAN, MINH, Visitor

PATIENCE = 20.0
COUNT_ANSWERS = """
    window.answers = 0;
    document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
      if (detail.requestConfig.path.endsWith(%r)) window.answers++;
    });
"""


def put_thumb_on(page: Page, button: Locator) -> None:
    button.hover()
    page.mouse.down()


def lift_thumb(page: Page) -> None:
    page.mouse.up()


def let_change(page: Page, path: str, change: Callable[[], None]) -> None:
    """Until the page has fetched what has changed, and has shown it unless it waits."""
    page.evaluate(COUNT_ANSWERS % path)
    change()
    wait_until(lambda: page.evaluate("window.answers"), within=PATIENCE)


def test_a_link_at_the_top_of_a_case_is_still_there_when_the_thumb_is_lifted(
    screens: Screens, visitor: Callable[[str | None], Visitor], case_number: str, child: Phone
) -> None:
    CasePage(visitor(LAN), case_number).succeeds("person", part="child", name="Bé Na")
    page = screens.open(LAN, f"/console/cases/{case_number}")
    put_thumb_on(page, page.get_by_role("link", name="Sửa"))
    let_change(page, "/head", lambda: child.texts("họ về rồi"))
    expect(page.locator("#head")).not_to_contain_text("họ về rồi")
    lift_thumb(page)
    expect(page.locator("#person").get_by_label("Tên")).to_have_value("Bé Na")
    expect(page.locator("#head")).to_contain_text("họ về rồi")


def test_who_presses_accept_on_the_board_while_the_next_child_calls_has_accepted(
    town: Town, screens: Screens, child: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    page = screens.open(LAN, "/console/")
    put_thumb_on(page, page.locator("#rings").get_by_role("button", name="Nhận"))
    let_change(page, "/board", lambda: town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh"))
    expect(page.locator("#rings [data-alert]")).to_have_count(1)
    lift_thumb(page)
    expect(page.locator("#said")).to_contain_text(str(town.records("cases")[0]["number"]))
    expect(page.locator("#rings [data-alert]")).to_have_count(1)
    assert town.records("cases")[0]["acknowledged_by"] == LAN


def test_a_tap_that_comes_as_the_list_moves_up_does_not_take_the_next_case(
    town: Town, screens: Screens, visitor: Callable[[str | None], Visitor], child: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh")
    page = screens.open(LAN, "/console/")
    expect(page.locator("#link")).to_have_attribute("data-state", "on")
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=2))
    first = page.get_by_role("button", name="Nhận ca").first
    place = first.evaluate("button => button.getBoundingClientRect().toJSON()")
    visitor(MINH).sends(f"/console/alerts/{town.records('alerts')[0]['id']}/accept")
    expect(page.locator("#rings [data-alert]")).to_have_count(1)
    page.mouse.click(place["x"] + 30, place["y"] + 20)
    page.clock.resume()
    expect(page.locator("#rings button[aria-disabled]")).to_have_count(0)
    town.network.wait_idle()
    assert town.records("cases")[1]["acknowledged_by"] is None
    page.get_by_role("button", name="Nhận ca").click()
    expect(page.locator("#said")).to_contain_text(str(town.records("cases")[1]["number"]))


ENDS = [
    "dispatchEvent(new PointerEvent('contextmenu', { bubbles: true }))",
    "dispatchEvent(new Event('blur'))",
    "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))",
    None,
]
"""What comes instead of the end of a press; or nothing comes at all."""


@pytest.mark.parametrize("end", ENDS)
def test_a_press_of_which_no_end_is_told_stops_no_page(
    town: Town, screens: Screens, child: Phone, end: str | None
) -> None:
    child.texts("con ở Ninh Kiều")
    page = screens.open(LAN, "/console/")
    page.clock.install()
    put_thumb_on(page, page.locator("#rings").get_by_role("button", name="Nhận"))
    let_change(page, "/board", lambda: town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh"))
    expect(page.locator("#rings [data-alert]")).to_have_count(1)
    if end:
        page.evaluate(end)
    else:
        page.clock.fast_forward(5500)
    expect(page.locator("#rings [data-alert]")).to_have_count(2)


def test_a_menu_of_the_other_button_stops_no_page(town: Town, screens: Screens, child: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    page = screens.open(LAN, "/console/")
    page.locator("#rings").get_by_role("link", name="Mở ca").hover()
    page.mouse.down(button="right")
    town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh")
    expect(page.locator("#rings [data-alert]")).to_have_count(2)
