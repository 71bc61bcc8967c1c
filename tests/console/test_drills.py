"""A manager begins a drill from the console, and nothing real is ever mistaken for one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from hotline.simulator.phones import Phone
from tests.page.axe import faults
from tests.stories.town import Town

from .casebook import CasePage
from .on_screen import HAND, Screens
from .people import BOSS, LAN, Visitor

Let = Callable[[str | None], Visitor]
NINH_KIEU = {"district": "ninh-kieu"}


def test_one_button_rings_who_is_on_duty_and_says_a_minute_later_who_came(town: Town, visitor: Let, lan: Phone) -> None:
    boss = visitor(BOSS)
    with ThreadPoolExecutor(2) as pool:  # pressed twice
        answers = list(pool.map(lambda _: boss.sends("/console/drills", NINH_KIEU), range(2)))
    assert sorted(answer.headers["location"].partition("said=")[2] for answer in answers) == ["placed", "running"]
    town.network.wait_idle()
    assert "Đang chạy ✓ Đường dây trả lời" in boss.reads("/console/drills?said=placed")
    for path in ("/console/", "/console/cases"):
        assert f"{town.record('cases')['number']} Diễn tập" in boss.reads(path).replace("Quận Ninh Kiều ", "")
    assert "chưa ai nhận: 1" not in boss.reads("/console/")
    lan.answers()
    lan.hears("Đây là diễn tập. Ca khẩn cấp tại Quận Ninh Kiều")
    lan.presses("1")
    town.passes(120)
    assert "Đạt ✓ Đường dây trả lời: 0 giây (≤ 5 giây)" in boss.reads("/console/drills")
    assert (town.record("cases")["state"], lan.rang) == ("closed", 1)
    boss.sends("/console/drills", NINH_KIEU)
    town.passes(120)
    words = boss.reads("/console/drills")
    assert "Không đạt ✓ Đường dây trả lời" in words
    assert "✗ Người trực nhận: không" in words
    lan.is_not_ringing()


def test_while_a_child_is_in_need_there_is_no_drill_and_no_case_is_joined_to_one(
    town: Town, visitor: Let, child: Phone
) -> None:
    boss, lan = visitor(BOSS), visitor(LAN)
    boss.sends("/console/drills", NINH_KIEU)
    town.network.wait_idle()
    child.texts("cứu con, con ở Cái Khế")
    town.network.wait_idle()
    drill, real = (str(case["number"]) for case in town.records("cases"))
    assert "Đã nhường ca thật" in boss.reads("/console/drills")
    assert boss.sends("/console/drills", NINH_KIEU).headers["location"].endswith("said=alert")
    CasePage(lan, drill).succeeds("reopen")
    page = CasePage(lan, real)
    page.is_told("chỉ là diễn tập", page.does("join", other=drill))
    assert town.records("cases")[1]["state"] == "open"


def test_only_managers_may_and_what_stands_in_the_way_is_said(town: Town, visitor: Let) -> None:
    boss, lan = visitor(BOSS), visitor(LAN)
    assert [lan.opens("/console/drills").status_code, lan.sends("/console/drills", NINH_KIEU).status_code] == [404, 404]
    assert "Diễn tập" not in lan.reads("/console/")
    assert boss.sends("/console/drills", {"district": "nowhere"}).status_code == 404
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET drill_number = NULL")
    assert "Tệp thành phố chưa có số" in boss.reads("/console/drills")
    assert boss.sends("/console/drills", NINH_KIEU).headers["location"].endswith("said=no_number")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everybody(town: Town, screens: Screens, visitor: Let, scheme: str) -> None:
    visitor(BOSS).sends("/console/drills", NINH_KIEU)
    town.passes(120)
    page = screens.open(BOSS, "/console/drills")
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= HAND["width"]
