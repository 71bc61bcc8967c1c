"""A dead radio link loses one answer while the stream goes on: no page is called live while children ring unseen."""

import pytest
from playwright.sync_api import Page, Route, expect

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .on_screen import Screens
from .people import LAN

AN_ANSWER_SEEMS_LOST = 4000
"""Milliseconds, with time to spare."""


def is_live(page: Page) -> None:
    expect(page.locator("#link")).to_have_attribute("data-state", "on")


def loses_answers_of(page: Page, path: str, *, times: int | None = None) -> None:
    """They are never answered."""
    page.route(f"**{path}", lambda route: None, times=times)


@pytest.mark.parametrize("path", ["/console/", "/console/wall"])
def test_a_page_that_gets_no_answer_says_that_it_is_old_and_asks_until_it_has_one(
    town: Town, screens: Screens, child: Phone, path: str
) -> None:
    page = screens.open(LAN, path)
    is_live(page)
    assert page.evaluate("htmx.config.timeout") == 8000
    page.evaluate("htmx.config.timeout = 300")
    part = {"/console/": "/console/board", "/console/wall": "/console/wall/now"}[path]
    loses_answers_of(page, part)
    child.texts("con ở ninh kiều")
    expect(page.locator("#link")).to_contain_text("Mất kết nối")
    page.unroute(f"**{part}")
    is_live(page)
    expect(page.locator("main")).to_contain_text(str(town.record("cases")["number"]))


def test_the_top_of_a_case_that_gets_no_answer_is_asked_for_again(
    screens: Screens, case_number: str, child: Phone
) -> None:
    page = screens.open(LAN, f"/console/cases/{case_number}")
    is_live(page)
    page.evaluate("htmx.config.timeout = 300")
    loses_answers_of(page, "/head")
    child.texts("họ về rồi")
    expect(page.locator("#link")).to_contain_text("Mất kết nối")
    page.unroute("**/head")
    is_live(page)
    expect(page.locator("#head")).to_contain_text("họ về rồi")


def test_the_next_child_does_not_wait_for_an_answer_that_was_lost(town: Town, screens: Screens, child: Phone) -> None:
    page = screens.open(LAN, "/console/")
    is_live(page)
    page.clock.install()
    page.evaluate("htmx.config.timeout = 300_000")
    loses_answers_of(page, "/console/board", times=1)
    with page.expect_request("**/console/board"):
        child.texts("con ở ninh kiều")
    page.clock.fast_forward(AN_ANSWER_SEEMS_LOST)
    town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh")
    expect(page.locator("#rings [data-alert]")).to_have_count(2)


def test_a_button_that_is_not_answered_says_so_and_the_board_shows_what_became_of_it(
    town: Town, screens: Screens, child: Phone
) -> None:
    page = screens.open(LAN, "/console/")
    is_live(page)
    child.texts("con ở ninh kiều")
    page.evaluate("htmx.config.timeout = 300")
    loses_answers_of(page, "/accept")
    page.get_by_role("button", name="Nhận ca").click()
    expect(page.locator("#said")).to_contain_text("chưa có trả lời")
    expect(page.locator("#rings [data-alert]")).to_have_count(1)


@pytest.mark.parametrize(("is_lost", "told"), [(False, "Anh chị đã nhận ca"), (True, "chưa có trả lời")])
def test_what_came_of_a_button_is_told_though_its_row_was_drawn_anew_meanwhile(
    town: Town, screens: Screens, child: Phone, *, is_lost: bool, told: str
) -> None:
    page = screens.open(LAN, "/console/")
    is_live(page)
    child.texts("con ở ninh kiều")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/accept", hold)
    with page.expect_request("**/accept"):
        page.get_by_role("button", name="Nhận ca").click()
    town.phone("+84900000002", "neighbour").texts("đứa bé ở Cái Khế bị đánh")
    expect(page.locator("#rings [data-alert]")).to_have_count(2)
    if is_lost:
        held[0].abort()
    else:
        held[0].continue_()
    expect(page.locator("#said")).to_contain_text(told)
