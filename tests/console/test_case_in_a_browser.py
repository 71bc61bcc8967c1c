"""The case page on the telephone of an officer who was woken at two."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from hotline.simulator.phones import Phone
from tests.page.axe import faults
from tests.stories.town import Town

from .casebook import CasePage
from .on_screen import Screens
from .people import LAN, MINH, Visitor

PHONE: ViewportSize = {"width": 390, "height": 844}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
Opener = Callable[[str], Page]


@pytest.fixture
def open_page(screens: Screens) -> Opener:
    """Opens a page as Lan."""
    return lambda path: screens.open(LAN, path, PHONE)


def panel(page: Page, name: str) -> Locator:
    """Opens one of the actions."""
    here = page.locator(f"#{name}")
    if here.get_attribute("open") is None:
        here.locator("> summary").click()
    return here


def test_lan_records_what_she_does_and_closes_the_case(town: Town, open_page: Opener, case_number: str) -> None:
    page = open_page(f"/console/cases/{case_number}")
    expect(page.locator("#head")).to_contain_text("Hành động đầu tiên")
    act = panel(page, "first_action")
    act.get_by_label("Anh chị đã làm gì?").fill("Gọi công an phường Cái Khế")
    act.get_by_role("button", name="Ghi hành động").click()
    expect(page.locator("#timeline")).to_contain_text("Gọi công an phường Cái Khế")
    expect(page.locator("#head .steps")).to_contain_text("✓ Hành động đầu tiên")
    expect(page.locator("#arrival")).to_have_attribute("open", "")
    expect(act.get_by_role("textbox")).to_be_hidden()
    panel(page, "child_safe").get_by_role("button", name="Ghi: trẻ an toàn").click()
    expect(page.locator("#head .steps")).to_contain_text("✓ Trẻ an toàn")
    expect(page.locator("#close")).to_have_attribute("open", "")
    close = panel(page, "close")
    close.get_by_label("Ca kết thúc thế nào").select_option("helped")
    close.get_by_role("button", name="Kết thúc ca").click()
    expect(page.locator("#head .badge", has_text="Đã kết thúc")).to_be_visible()
    expect(page.locator("#said")).to_contain_text("Ca đã kết thúc")
    record = town.record("cases")
    assert (record["state"], record["disposition"], record["closed_by"]) == ("closed", "helped", LAN)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_draft_survives_a_dead_battery_and_nothing_stays_on_the_telephone(
    open_page: Opener, case_number: str
) -> None:
    page = open_page(f"/console/cases/{case_number}")
    note = panel(page, "note")
    note.get_by_role("textbox").fill("Bà ngoại số nhà 12")
    expect(note.locator(".draft")).to_have_text("Đã lưu nháp.")
    page.reload()
    expect(panel(page, "note").get_by_role("textbox")).to_have_value("Bà ngoại số nhà 12")
    assert "ngoại" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    panel(page, "note").get_by_role("button", name="Gửi ghi chú").click()
    expect(page.locator("#timeline")).to_contain_text("Bà ngoại số nhà 12")
    expect(page.locator("#note").get_by_role("textbox")).to_have_value("")


def test_what_is_typed_of_a_person_outlives_an_own_change_that_loads_the_page_again(
    open_page: Opener, case_number: str
) -> None:
    page = open_page(f"/console/cases/{case_number}")
    person = panel(page, "person")
    person.get_by_label("Là ai").select_option("suspect")
    person.get_by_label("Tên").fill("Ông Tư")
    person.get_by_label("Điều cần biết").fill("Hàng xóm, hay uống rượu")
    expect(person.locator(".draft")).to_have_text("Đã lưu nháp.")
    panel(page, "urgency").get_by_role("button", name="Thường").click()
    expect(page.locator("#said")).to_contain_text("Đã đổi mức khẩn")
    person = panel(page, "person")
    expect(person.get_by_label("Điều cần biết")).to_have_value("Hàng xóm, hay uống rượu")
    person.get_by_role("button", name="Thêm người").click()
    expect(page.locator("#head")).to_contain_text("Người bị cho là gây hại: Ông Tư · Hàng xóm, hay uống rượu")
    expect(person.get_by_label("Điều cần biết")).to_have_value("")


def test_without_a_network_the_page_says_that_nothing_is_saved_saves_later_and_is_loaded_again_as_it_was(
    town: Town, open_page: Opener, case_number: str
) -> None:
    page = open_page("/console/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto(f"{town.url}/console/cases/{case_number}")
    note = panel(page, "note")
    page.context.set_offline(True)
    note.get_by_role("textbox").fill("Mất sóng")
    expect(note.locator(".draft")).to_contain_text("Chưa lưu được nháp")
    page.context.set_offline(False)
    expect(note.locator(".draft")).to_have_text("Đã lưu nháp.")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading")).to_have_text("Mất mạng")
    page.context.set_offline(False)
    page.get_by_role("link", name="Thử lại").click()
    expect(panel(page, "note").get_by_role("textbox")).to_have_value("Mất sóng")


def test_what_another_officer_does_appears_while_one_types(
    town: Town, visitor: Callable[[str | None], Visitor], open_page: Opener, case_number: str
) -> None:
    page = open_page(f"/console/cases/{case_number}")
    expect(page.locator("#link[data-state=on]")).to_be_visible()
    close = panel(page, "note")
    close.get_by_role("textbox").fill("Đang gõ dở")
    CasePage(visitor(MINH), case_number).succeeds("urgency", urgency="normal")
    expect(page.locator("#timeline")).to_contain_text("Minh đổi mức khẩn")
    expect(page.locator("#head .badge").first).to_have_text("Thường")
    expect(close.get_by_role("textbox")).to_have_value("Đang gõ dở")
    join = panel(page, "district")
    join.get_by_role("button", name="Chuyển ca").click()
    expect(join.get_by_role("alert")).to_contain_text("Minh đổi mức khẩn: Khẩn cấp → Thường")
    assert town.record("cases")["district"] == "ninh-kieu"


def test_a_person_is_changed_and_removed_and_one_form_is_there_all_the_time(
    visitor: Callable[[str | None], Visitor], open_page: Opener, case_number: str
) -> None:
    CasePage(visitor(LAN), case_number).succeeds("person", part="child", name="Bé Na")
    page = open_page(f"/console/cases/{case_number}")
    person, form = page.locator("#person"), page.locator("#person form")
    page.get_by_role("link", name="Sửa").click()
    person.get_by_label("Năm sinh").fill("xưa")
    person.get_by_role("button", name="Lưu").click()
    expect(person.get_by_role("alert")).to_be_visible()
    expect(form).to_have_count(1)
    person.get_by_label("Năm sinh").fill("2015")
    person.get_by_role("button", name="Lưu").click()
    expect(page.locator("#head")).to_contain_text("sinh 2015")
    page.get_by_role("link", name="Sửa").click()
    person.get_by_role("button", name="Bỏ người này").click()
    expect(page.locator("#head")).not_to_contain_text("Bé Na")
    expect(form).to_have_count(1)


def test_lan_joins_a_duplicate_and_goes_on_with_the_case_that_is_left(
    town: Town, open_page: Opener, case_number: str, lan: Phone
) -> None:
    town.phone("+84900000002", "neighbour").texts("đứa bé ở An Hòa bị đánh")
    lan.rings()
    duplicate = town.records("cases")[1]["number"]
    page = open_page(f"/console/cases/{duplicate}")
    join = panel(page, "join")
    join.get_by_label("Số ca kia").fill(case_number.lower())
    join.get_by_role("button", name="Nhập vào ca kia").click()
    expect(page.locator("#said")).to_contain_text("Đã nhập vào ca kia")
    expect(page.locator("#head .badge", has_text="Đã kết thúc")).to_be_visible()
    lan.is_not_ringing()
    page.locator("#head").get_by_role("link", name=case_number).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(case_number)
    expect(page.locator("#timeline")).to_contain_text("đứa bé ở An Hòa bị đánh")
    panel(page, "first_action").get_by_label("Anh chị đã làm gì?").fill("Gọi công an phường An Hòa")
    page.get_by_role("button", name="Ghi hành động").click()
    expect(page.locator("#head .steps")).to_contain_text("✓ Hành động đầu tiên")
    states = [(case["state"], case["disposition"]) for case in town.records("cases")]
    assert states == [("acknowledged", None), ("closed", "duplicate")]


def test_lan_calls_back_from_the_page(
    town: Town, open_page: Opener, case_number: str, lan: Phone, child: Phone
) -> None:
    page = open_page(f"/console/cases/{case_number}")
    call = panel(page, "callback")
    call.get_by_role("button", name="Gọi lại qua đường dây").click()
    expect(call.get_by_role("alert")).to_contain_text("xin đánh dấu")
    call.get_by_label("Tôi biết liên lạc lại là an toàn").check()
    call.get_by_role("button", name="Gọi lại qua đường dây").click()
    expect(page.locator("#timeline")).to_contain_text("Lan gọi lại")
    expect(call.get_by_role("status").first).to_contain_text("Nghe máy và bấm 1")
    town.network.wait_idle()  # lets the worker go on
    lan.answers()
    lan.presses("1")
    child.answers()
    lan.talks_with(child)
    lan.hangs_up()
    expect(page.locator("#timeline")).to_contain_text("Lan gọi lại: đã nói chuyện xong")


def test_a_number_is_revealed_and_a_message_is_counted(open_page: Opener, case_number: str) -> None:
    page = open_page(f"/console/cases/{case_number}")
    page.get_by_role("button", name="Hiện số").click()
    expect(page.locator(".revealed")).to_contain_text("+84900000001")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    write = panel(page, "message")
    expect(write.locator(".count")).to_have_text("46 ký tự, 1 tin")
    write.get_by_role("textbox").fill("ă" * 71)
    expect(write.locator(".count")).to_have_text("71 ký tự, 2 tin")


def test_everybody_can_use_it(
    town: Town, visitor: Callable[[str | None], Visitor], open_page: Opener, case_number: str
) -> None:
    neighbour = town.phone("+84900000002", "neighbour")
    neighbour.calls()
    neighbour.presses("1")
    waiting = town.records("cases")[1]["number"]
    town.phone("+84900000003", "prankster").texts("hihi, ở An Hòa")
    closed = town.records("cases")[2]["number"]
    CasePage(visitor(MINH), closed).succeeds("quick", disposition="prank")
    for path in ("", *(f"/{number}" for number in (case_number, waiting, closed))):
        page = open_page(f"/console/cases{path}")
        for one in page.locator("details").all():
            one.evaluate("element => element.open = true")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert faults(page, only=None) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
