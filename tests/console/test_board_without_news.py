"""A board on which no case moves stays true all the same: time goes by, and shifts end."""

import re

from playwright.sync_api import expect
from sqlmodel import select

from routing.models import Shift
from tests.stories.town import Town

from .on_screen import Screens
from .people import LAN

QUARTER = 15_000
"""Milliseconds after which a page asks anew by itself."""


def goes_home(town: Town, district: str, *, at: int) -> None:
    """Whoever is on duty there, at that minute of each day."""
    with town.service.transaction() as session:
        for shift in session.exec(select(Shift).where(Shift.district == district)):
            shift.end_minute = at


def test_a_district_left_alone_turns_red_and_a_case_overdue_without_any_news(
    town: Town, screens: Screens, case_number: str
) -> None:
    goes_home(town, "cai-rang", at=2 * 60 + 10)
    board, wall = (screens.open(LAN, path) for path in ("/console/", "/console/wall"))
    for page in (board, wall):
        page.clock.install()
        page.reload()
        page.locator("#link[data-state=on]").wait_for()
        page.route("**/console/live*", lambda route: route.abort())  # so that nothing but time tells
        expect(page.locator("[data-district=cai-rang]")).not_to_contain_text("Không có ai trực")
    expect(wall.locator("#clock")).to_have_text(re.compile(r"^0?2:0\d:\d\d$"))  # in the city, wherever the screen is
    expect(board.locator("section[aria-labelledby=mine]")).not_to_contain_text("Quá hạn")
    town.clock.push(20 * 60)
    for page in (board, wall):
        page.clock.fast_forward(QUARTER)
        expect(page.locator("[data-district=cai-rang]")).to_contain_text("Không có ai trực")
    expect(board.locator("section[aria-labelledby=mine]")).to_contain_text("Quá hạn")
