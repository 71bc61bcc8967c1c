"""The roster under one thumb: hours are offered and taken, a note is left, and nothing shuts anybody out."""

import pytest
from playwright.sync_api import expect

from hotline.staff import sign_ins
from tests.page.axe import faults
from tests.stories.town import Town

from .on_screen import HAND, Screens
from .people import BOSS, LAN


def test_lan_offers_her_night_and_hoa_takes_it(screens: Screens) -> None:
    lan = screens.open(LAN, "/console/roster")
    lan.get_by_text("Nhường ca trực của tôi").click()
    lan.get_by_label("Đến").first.fill("2026-03-03T07:00")
    lan.get_by_role("button", name="Nhường ca trực này").click()
    expect(lan.get_by_role("status").last).to_contain_text("vẫn trực cho đến khi có người nhận")
    hoa = screens.open("nk3", "/console/roster")
    hoa.get_by_role("button", name="Nhận trực thay").click()
    expect(hoa.locator("section[aria-labelledby=now]")).to_contain_text("Hoa, Minh")


def test_a_note_stays_in_its_field_until_the_service_has_it(town: Town, screens: Screens) -> None:
    lan = screens.open(LAN, "/console/roster")
    field, send = lan.get_by_label("Ghi chú bàn giao"), lan.get_by_role("button", name="Gửi ghi chú")
    field.fill("Ca CT-0001: gọi lại lúc 8 giờ")
    lan.context.set_offline(True)
    send.click()
    expect(lan.locator("#handover-note").get_by_role("alert")).to_contain_text("Chưa gửi được")
    lan.context.set_offline(False)
    with town.service.transaction() as session:
        sign_ins.end(session, LAN, now=town.clock.now())
    send.click()
    expect(lan.locator("#handover-note").get_by_role("alert")).to_contain_text("Phiên đăng nhập đã hết")
    expect(field).to_have_value("Ca CT-0001: gọi lại lúc 8 giờ")
    screens.signs_in_again(lan, LAN)
    send.click()
    expect(lan.get_by_role("status").last).to_contain_text("Đã gửi ghi chú bàn giao")
    expect(lan.locator("article.note")).to_contain_text("gọi lại lúc 8 giờ")
    expect(field).to_have_value("")


def test_a_manager_looks_at_an_override_before_it_is_written(screens: Screens) -> None:
    boss = screens.open(BOSS, "/console/roster/edit?district=ninh-kieu")
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
def test_axe_finds_no_fault_and_nothing_is_wider_than_a_small_screen(screens: Screens, path: str) -> None:
    page = screens.open(BOSS, f"/console/roster{path}")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page, only=None) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]
