"""A message in a case that somebody has is to be read: on the case's page, by somebody who is awake."""

from collections.abc import Callable

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .casebook import CasePage
from .people import LAN, MINH, Visitor

Visit = Callable[[str | None], Visitor]
TIME_TO_READ = 5 * 60
ASKED = "Tin nhắn mới lúc 02:01 . Chưa ai đọc: gọi lại người trực lúc 02:06"


def test_a_page_that_is_open_asks_whether_the_message_was_read_and_who_says_so_is_not_rung(
    town: Town, visitor: Visit, case_number: str, child: Phone, lan: Phone
) -> None:
    page = CasePage(visitor(LAN), case_number)
    town.passes(60)
    child.texts("họ về rồi")
    assert ASKED in page.visitor.reads(f"/console/cases/{case_number}/head")
    assert "✉ tin chưa đọc" in page.visitor.reads("/console/board")
    page.load()
    assert "✉ tin chưa đọc" not in page.visitor.reads("/console/board")
    assert "Tin nhắn mới lúc" not in page.words
    town.passes(2 * TIME_TO_READ)
    lan.is_not_ringing()


def test_a_page_that_is_left_open_all_the_night_has_read_nothing(
    town: Town, visitor: Visit, case_number: str, child: Phone, lan: Phone
) -> None:
    CasePage(visitor(LAN), case_number)
    town.passes(60)
    child.texts("họ về rồi")
    minh = visitor(MINH)
    for part in ("head", "timeline"):
        minh.http.get(f"/console/cases/{case_number}/{part}", headers={"hx-request": "true"})
    town.passes(TIME_TO_READ)
    lan.rings()
    lan.answers()
    lan.presses("1")
    assert "Có tin nhắn mới, chưa ai đọc: gọi lại người trực" in CasePage(visitor(LAN), case_number).words
