"""A manager asks on a telephone why a child waited, and finds it in three touches."""

import pytest
from playwright.sync_api import expect

from tests.page.axe import faults
from tests.stories.town import Town

from .callers import three_children
from .on_screen import HAND, Screens
from .people import AUDITOR, BOSS


@pytest.fixture(autouse=True)
def _three_children(town: Town) -> None:
    town.plays_once("three_children", lambda: three_children(town))


def test_why_did_that_child_wait(screens: Screens) -> None:
    boss = screens.open(BOSS, "/console/figures")
    boss.get_by_label("Khoảng thời gian").select_option("Hôm nay")
    boss.get_by_role("button", name="Xem").click()
    boss.get_by_role("link", name="Xem những lần quá hạn").first.click()
    boss.get_by_role("link", name="Vì sao phải chờ?").last.click()
    expect(boss.get_by_text("Từ lúc gọi tới lúc có người trả lời: 37 giây")).to_be_visible()
    expect(boss.get_by_role("row", name="Lan không bấm máy (gọi)")).to_be_visible()
    boss.get_by_role("link", name="Ca CT-").click()
    expect(boss.get_by_role("heading", level=1)).to_contain_text("CT-")


def test_charts_are_drawn_and_nobody_is_shut_out(screens: Screens) -> None:
    for officer in (BOSS, AUDITOR):
        page = screens.open(officer, "/console/figures?period=today")
        for chart in page.locator("img.chart").all():
            chart.scroll_into_view_if_needed()
            page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=chart.element_handle())
        for table in page.locator("summary").all():
            table.click()
        expect(page.locator("details[open] table")).to_have_count(4 if officer == BOSS else 3)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert faults(page, only=None) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]


def test_axe_finds_no_fault_in_a_list_and_in_a_story(screens: Screens) -> None:
    boss = screens.open(BOSS, "/console/figures/cases?period=today&kind=contacts")
    assert faults(boss, only=None) == []
    boss.get_by_role("link", name="Vì sao phải chờ?").first.click()
    for scheme in ("light", "dark"):
        boss.emulate_media(color_scheme=scheme)
        assert faults(boss, only=None) == []
    assert boss.evaluate("document.documentElement.scrollWidth") <= HAND["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_opened_alone_is_drawn_as_on_the_page(screens: Screens, scheme: str) -> None:
    chart = screens.open(BOSS, "/console/figures/chart/day.svg?period=today")
    chart.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    look = "of => { const style = getComputedStyle(document.querySelector(of)); return [style.fill, style.textAnchor] }"
    assert chart.evaluate(look, ".series path")[0] == "rgb(199, 119, 0)"  # answered late
    words = "rgb(232, 238, 244)" if scheme == "dark" else "rgb(20, 32, 43)"
    assert chart.evaluate(look, ".axis.x text.major") == [words, "middle"]
