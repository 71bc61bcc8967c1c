"""An administrator's pages on a telephone, by day and by night."""

import pytest
from playwright.sync_api import Page, expect

from hotline.models import Access
from tests.page.axe import faults
from tests.stories.town import Town

from .door import GOOD, give_password
from .on_screen import HAND, Screens
from .people import ADMIN, LAN, MINH


@pytest.fixture
def page(screens: Screens, town: Town, good_hash: str) -> Page:
    """The administrator is signed in."""
    give_password(town, good_hash, ADMIN)
    return screens.open(ADMIN, "/console/accounts")


def is_for_everybody(page: Page) -> None:
    """Nothing that axe finds serious by day or by night, nothing wider than the screen."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]


def test_a_password_is_lent_and_shown_large_enough_to_be_read_out(page: Page, town: Town) -> None:
    page.get_by_text("Quản lý Lan").click()
    page.get_by_role("button", name="Cấp mật khẩu tạm").locator("visible=true").click()
    expect(page.get_by_role("heading", name="Mật khẩu tạm của Lan")).to_be_visible()
    assert page.evaluate("document.querySelector('.secret').getBoundingClientRect().bottom") < HAND["height"]
    is_for_everybody(page)
    page.goto(f"{town.url}/console/accounts")
    expect(page.locator("#officer-nk1")).to_contain_text("tạm, chưa đổi")


def test_a_key_is_issued_and_ended(page: Page) -> None:
    page.get_by_role("link", name="Khóa cho hệ thống khác").click()
    page.get_by_label("Hệ thống nào dùng").fill("Cổng dữ liệu thành phố")
    page.get_by_label("Đọc số liệu đáp ứng").check()
    page.get_by_label("Mật khẩu đang dùng").fill(GOOD)
    page.get_by_role("button", name="Cấp khóa", exact=True).click()
    expect(page.locator("code.secret")).to_contain_text("hotline_")
    is_for_everybody(page)
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("listitem").filter(has_text="Cổng dữ liệu")).to_contain_text("đã hết")
    expect(page.locator("code.secret")).to_have_count(0)


def test_the_record_is_searched(page: Page, town: Town) -> None:
    with town.service.transaction() as session:
        session.add_all([Access(at=town.clock.now(), who=who, what="case.read") for who in (LAN, MINH)])
    page.get_by_role("link", name="Ai đã xem gì").click()
    is_for_everybody(page)
    page.get_by_label("Ai", exact=True).select_option(LAN)
    page.get_by_label("Ngày").fill("2026-03-03")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").last).to_contain_text("Lan")
