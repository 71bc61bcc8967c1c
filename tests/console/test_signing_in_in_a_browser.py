"""The way in under one thumb, by day and by night, on a small screen."""

import re

import pyotp
import pytest
from playwright.sync_api import Page, expect

from hotline.simulator.phones import Phone
from hotline.staff import accounts, passwords
from tests.page.axe import faults
from tests.stories.town import Town

from .door import BOSS_NUMBER, GOOD, MINH_NUMBER, give_password
from .on_screen import HAND, Screens
from .people import ADMIN, BOSS, MINH

LENT = "lent to minh"


@pytest.fixture
def page(town: Town, screens: Screens, good_hash: str) -> Page:
    """At the way in."""
    give_password(town, good_hash, BOSS)
    return screens.open(None, "/console/")


@pytest.fixture
def phone(town: Town) -> Phone:
    return town.phone(BOSS_NUMBER, "Bà Sáu")


def is_for_everybody(page: Page) -> None:
    """Nothing that axe finds serious, nothing wider than the screen, nothing too small for a thumb."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]
    heights = page.locator("main button:visible, main input:visible").evaluate_all(
        "found => found.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights, default=44) >= 44


def signs_in(page: Page, number: str, password: str) -> None:
    page.get_by_label("Số điện thoại trực").fill(number)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def enters_code(page: Page, phone: Phone) -> None:
    found = re.search(r"\b\d{6}\b", phone.inbox[-1])
    page.get_by_label("Mã 6 số").fill(found[0] if found else "")
    page.get_by_role("button", name="Xác nhận").click()


def test_a_manager_comes_from_the_board_and_goes_to_it_by_password_and_code(page: Page, phone: Phone) -> None:
    is_for_everybody(page)
    signs_in(page, "0912 000 090", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    expect(page.get_by_label("Mật khẩu")).to_be_focused()
    is_for_everybody(page)
    page.get_by_label("Mật khẩu").fill(GOOD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nhập mã xác nhận")).to_be_visible()
    is_for_everybody(page)
    page.get_by_role("button", name="Nhắn tin").click()
    expect(page.get_by_label("Mã 6 số")).to_be_focused()
    is_for_everybody(page)
    enters_code(page, phone)
    expect(page.get_by_role("navigation")).to_contain_text("Bảng trực")


def test_minh_changes_the_password_that_was_lent_to_him(page: Page, town: Town) -> None:
    with town.service.transaction() as session:
        now = town.clock.now()
        accounts.set_temporary_password(session, MINH, passwords.hashed(LENT), who=ADMIN, now=now)
    signs_in(page, MINH_NUMBER, LENT)
    page.get_by_role("button", name="Nhắn tin").click()
    enters_code(page, town.phone(MINH_NUMBER))
    expect(page.get_by_role("heading", name="Đặt mật khẩu của riêng mình")).to_be_visible()
    is_for_everybody(page)
    page.get_by_label("Mật khẩu mới", exact=True).fill(GOOD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(GOOD)
    page.get_by_role("button", name="Lưu mật khẩu").click()
    expect(page.get_by_role("navigation")).to_contain_text("Bảng trực")


def test_the_app_on_a_managers_telephone_takes_the_place_of_texts(page: Page, town: Town, phone: Phone) -> None:
    signs_in(page, BOSS_NUMBER, GOOD)
    page.get_by_role("button", name="Nhắn tin").click()
    enters_code(page, phone)
    page.get_by_text("Bà Sáu: Trình đơn").click()
    page.get_by_role("link", name="Bà Sáu").click()
    is_for_everybody(page)
    page.get_by_role("button", name="Thêm ứng dụng").click()
    expect(page.get_by_role("img", name="Mã QR")).to_be_visible()
    assert page.locator(".qr").evaluate("image => image.complete && image.naturalWidth > 0")
    is_for_everybody(page)
    app = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Mã 6 số").fill(app.at(town.clock.now()))
    page.get_by_label("Mật khẩu đang dùng").fill(GOOD)
    page.get_by_role("button", name="Xác nhận ứng dụng").click()
    expect(page.get_by_role("status").last).to_contain_text("sẵn sàng")
    is_for_everybody(page)
    page.get_by_text("Bà Sáu: Trình đơn").click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    town.passes(30)
    signs_in(page, BOSS_NUMBER, GOOD)
    page.get_by_label("Mã 6 số").fill(app.at(town.clock.now()))
    page.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("navigation")).to_contain_text("Bảng trực")
    assert [text.split()[0] for text in phone.inbox] == ["Mã", "Máy"]  # one code, and that a new device has signed in
