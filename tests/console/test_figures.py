"""A manager asks how fast children were answered and why one waited; an auditor sees less, a stranger nothing."""

import csv
import io
import re
import zipfile
from collections.abc import Callable
from math import inf
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sqlmodel import select

from hotline.console.figures import behind
from hotline.console.figures.sheets import harmless
from hotline.console.words import definitions
from hotline.models import Access
from hotline.reports.order import Place
from tests.stories.town import Town

from .callers import CHILD, three_children
from .casebook import CasePage
from .people import ADMIN, AUDITOR, BOSS, LAN, Visitor

Visitors = Callable[[str | None], Visitor]
PAGES = [
    "/console/figures",
    "/console/figures/cases?kind=contacts",
    "/console/figures/by/day",
    "/console/figures/chart/day.svg",
    "/console/figures/export/figures.csv",
    "/console/figures/export/contacts.xlsx",
    "/console/figures/contact/{contact}",
]


@pytest.fixture
def told(town: Town) -> Town:
    town.plays_once("three_children", lambda: three_children(town))
    return town


def test_a_manager_sees_how_fast_calls_were_answered(told: Town, visitor: Visitors) -> None:
    page = visitor(BOSS).reads("/console/figures?period=today").replace(" )", ")")
    assert "Liên hệ 3 Cuộc gọi 2 Tin nhắn 1" in page
    assert "37 giây trung vị" in page
    assert "1 có thời gian trong 2" in page
    assert "✗ chưa đạt 0 % Trong 15 giây: mục tiêu 90 % (0 trên 2)" in page
    assert definitions.WORDS["figures.definition.share"]("vi") in page


def test_why_did_that_child_wait(told: Town, visitor: Visitors) -> None:
    """From the number to the list behind it to the one call, each one click away."""
    boss = visitor(BOSS)
    behind = re.search(r'href="([^"]+late_answer[^"]*)"', boss.opens("/console/figures?period=today").text)
    assert behind
    listed = boss.opens(behind[1].replace("&amp;", "&")).text
    _never_reached, contact = re.findall(r"/console/figures/contact/\d+", listed)
    story = boss.reads(contact)
    assert "Từ lúc gọi tới lúc có người trực trả lời: 37 giây" in story or "có người trả lời: 37 giây" in story
    for moment in (
        "lời chào bắt đầu",
        "Hỏi xong, bắt đầu chờ",
        "Bắt đầu bậc 1",
        "Lan không bấm máy (gọi)",
        "Bắt đầu bậc 2",
        "Hoa nhận ca",
    ):
        assert moment in story
    assert "Chờ chuông đầu tiên 0 giây Gọi tới khi có người nhận 31 giây Nối máy 0 giây" in story
    assert story.count("+37 giây") >= 1
    assert CHILD not in story


def test_a_median_leads_to_the_calls_that_it_is_made_of(told: Town, visitor: Visitors) -> None:
    boss = visitor(BOSS)
    for page in ("/console/figures?period=today", "/console/figures/by/district?period=today"):
        behind = re.search(r'href="([^"]+timed_answer[^"]*)">37 giây</a>', boss.opens(page).text)
        assert behind
        assert boss.opens(behind[1].replace("&amp;", "&")).text.count('<li class="card">') == 1


def test_a_number_leads_to_exactly_its_rows(told: Town, visitor: Visitors) -> None:
    boss = visitor(BOSS)
    table = boss.http.get("/console/figures/by/hour?period=today", headers={"HX-Request": "true"}).text
    assert "<html" not in table
    assert "<html" in boss.opens("/console/figures/by/spread?period=today").text
    first = re.findall(r'href="([^"]+)">(\d+)</a>', table)[2][0].replace("&amp;", "?").split("?")
    assert {"hour=2", "kind=contacts", "only=early"} <= set(first)
    leading = {}
    for page in ("", "/by/day", "/by/hour", "/by/district", "/by/spread"):
        text = boss.opens(f"/console/figures{page}?period=today").text
        found = re.findall(r'href="([^"]+)">(\d+)</a>', text)
        leading |= {address.replace("&amp;", "&"): int(number) for address, number in found}
    assert {address: boss.opens(address).text.count('<li class="card">') for address in leading} == leading
    only = {address.partition("only=")[2] for address in leading if "period=today" in address}
    assert {"due_answer", "timed_answer", "of_answer_0", "took_answer_5", "within_acknowledge_0"} <= only
    assert "CT-" in boss.reads("/console/figures/cases?period=today&kind=contacts&only=early")
    assert "Không có dòng nào" in boss.reads("/console/figures/cases?period=today&kind=contacts&only=waiting")
    assert "Thời gian nhận ca" in boss.reads("/console/figures/cases?period=today&kind=cases&only=late_acknowledge")


def test_a_list_begins_with_those_never_reached_then_the_longest_wait_and_says_so(
    told: Town, visitor: Visitors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(behind, "A_PAGE", 1)
    boss, address, seen = visitor(BOSS), "/console/figures/cases?period=today&kind=contacts&only=late_answer", []
    while address:
        page = boss.opens(address).text
        assert "Chưa ai đáp ứng đứng trước" in page
        seen += re.findall(r"<span>(Bỏ trước khi chờ|Người trực trả lời: 37 giây)</span>", page)
        following = re.search(r'href="([^"]+after=[^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert seen == ["Bỏ trước khi chờ", "Người trực trả lời: 37 giây"]
    assert "Lâu nhất đứng trước" in boss.reads("/console/figures/cases?period=today&only=timed_answer")
    assert "Cũ nhất đứng trước" in boss.reads("/console/figures/cases?period=today")


@pytest.mark.parametrize("seconds", [inf, 0.0, 37.0, 0.1 + 0.2, 1e-06, 31622400.000001])
def test_a_page_goes_on_exactly_where_the_last_one_ended(seconds: float) -> None:
    assert behind.place_in(behind.in_address(Place(7, seconds))) == Place(7, seconds)


@pytest.mark.parametrize("after", ["x", "-1", "7~", "7~x", "7~1e", "7~nan", "99999999999", "4294967296", "7~1~1"])
def test_a_page_that_goes_on_nowhere_is_refused(told: Town, visitor: Visitors, after: str) -> None:
    assert visitor(BOSS).opens(f"/console/figures/cases?only=timed_answer&after={after}").status_code == 422


@pytest.mark.parametrize("page", PAGES)
def test_whoever_has_no_right_to_it_finds_no_such_page(told: Town, visitor: Visitors, page: str) -> None:
    page = page.format(contact=told.records("contacts")[0]["id"])
    assert visitor(BOSS).opens(page).status_code == 200
    assert visitor(LAN).opens(page).status_code == 404
    assert visitor(ADMIN).opens(page).status_code == 404
    assert visitor(None).http.get(page).status_code == 401


def test_an_auditor_sees_counts_but_no_case_and_no_time_of_few(told: Town, visitor: Visitors) -> None:
    auditor = visitor(AUDITOR)
    page = auditor.opens("/console/figures?period=today").text
    assert "Không hiện: chỉ hiện cho trọn một tháng" in page
    assert "37 giây" not in page
    assert 'value="last_month" selected' in auditor.opens("/console/figures").text
    assert "Liên hệ 3 Cuộc gọi 2 Tin nhắn 1" in auditor.reads("/console/figures?period=today")
    assert re.findall(r'number">(\d+|–)<', auditor.opens("/console/figures/by/hour?period=today").text) == [
        *("3", "–", "–", "–", "–", "–", "–", "–", "–", "2", "–"),
    ]
    assert "/console/figures/cases" not in page
    assert "path" not in _drawn(auditor.opens("/console/figures/chart/spread.svg?period=today").text, "reactive")
    assert "Trả lời trễ" not in auditor.opens("/console/figures/chart/day.svg?period=today").text
    assert auditor.opens("/console/figures/export/figures.csv").status_code == 200
    contact = told.records("contacts")[0]["id"]
    for closed in ("cases?kind=contacts", f"contact/{contact}", "export/contacts.csv", "export/cases.xlsx"):
        assert auditor.opens(f"/console/figures/{closed}").status_code == 404


@pytest.mark.parametrize(
    ("query", "field"),
    [("from=yesterday", "Hoặc từ ngày"), ("period=x", "Khoảng thời gian"), ("hour=99", "Giờ trong ngày")],
)
def test_a_filter_that_cannot_be_used_is_named(told: Town, visitor: Visitors, query: str, field: str) -> None:
    answer = visitor(BOSS).opens(f"/console/figures?{query}")
    assert answer.status_code == 422
    assert f"{field}: Chưa dùng được" in answer.text
    assert visitor(BOSS).opens(f"/console/figures/cases?{query}").status_code == 422


@pytest.mark.parametrize("name", ["day", "hour", "district", "spread"])
def test_a_chart_is_a_picture_without_a_script(told: Town, visitor: Visitors, name: str) -> None:
    answer = visitor(BOSS).opens(f"/console/figures/chart/{name}.svg?period=today")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "frame-ancestors 'none'"} < set(policy.split("; "))
    assert "script" not in _drawn(answer.text)
    assert "path" in _drawn(answer.text, "reactive")
    assert "href=" not in answer.text
    assert "@import" not in answer.text


def _drawn(picture: str, of_class: str = "") -> set[str]:
    """Names of the elements in a picture, those of a class only."""
    elements = ElementTree.fromstring(picture).iter()
    return {one.tag.rpartition("}")[2] for one in elements if of_class in one.get("class", "")}


def test_figures_open_again_in_a_spreadsheet(told: Town, visitor: Visitors) -> None:
    answer = visitor(BOSS).opens("/console/figures/export/figures.csv?period=today")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert (lines[0]["Nhóm"], lines[0]["Liên hệ"], lines[0]["Thời gian trả lời: trung vị"]) == ("Tất cả", "3", "37.0")
    assert {"Theo ngày", "Theo giờ trong ngày", "Theo quận"} <= {line["Nhóm"] for line in lines}


@pytest.mark.parametrize("what", ["figures", "contacts"])
def test_nobody_writes_words_of_their_own_into_the_record_of_who_read_what(
    told: Town, visitor: Visitors, what: str
) -> None:
    boss = visitor(BOSS)
    assert boss.opens(f"/console/figures/export/{what}.csv?only=%2B84900000001").status_code == 422
    with told.service.transaction() as session:
        assert session.exec(select(Access)).all() == []


def test_rows_are_exported_without_a_number_or_name_and_it_is_written_down(told: Town, visitor: Visitors) -> None:
    boss = visitor(BOSS)
    answer = boss.opens("/console/figures/export/contacts.csv?period=today&only=officer")
    (line,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (line["Quận"], line["Kết cục"], line["Thời gian trả lời (s)"]) == (
        "Quận Ninh Kiều",
        "Người trực trả lời",
        "37.0",
    )
    assert "8490100" not in answer.text
    with told.service.transaction() as session:
        noted = session.exec(select(Access).where(Access.what == "export")).one()
    assert (noted.who, noted.detail) == (BOSS, "contacts.csv 2026-03-03 2026-03-03 officer")


def test_a_file_calls_how_a_case_stands_and_ended_as_its_page_does(told: Town, visitor: Visitors) -> None:
    boss = visitor(BOSS)
    page = CasePage(boss, str(told.records("cases")[-1]["number"]))
    page.succeeds("quick", disposition="prank")
    answer = boss.opens("/console/figures/export/cases.csv?period=today")
    line = next(
        one for one in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))) if one["Ca"] in page.path
    )
    stands = (line["Mức khẩn"], line["Tình trạng"], line["Ca kết thúc thế nào"])
    assert stands == ("Khẩn cấp", "Đã kết thúc", "Trêu đùa")
    assert all(word in page.words for word in stands)


def test_a_workbook_holds_the_same_lines(told: Town, visitor: Visitors) -> None:
    boss = visitor(BOSS)
    for what in ("figures", "contacts", "cases", "alerts"):
        answer = boss.opens(f"/console/figures/export/{what}.xlsx?period=today")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        rows = [element for element in sheet.iter() if element.tag.endswith("}row")]
        lines = boss.opens(f"/console/figures/export/{what}.csv?period=today").text.strip().splitlines()
        assert len(rows) == len(lines) > 1
        assert not [element for element in sheet.iter() if element.tag.endswith("}f")]
        moments = {"figures": "B3", "contacts": "D2", "cases": "D2", "alerts": "D2"}
        cell = next(element for element in sheet.iter() if element.get("r") == moments[what])
        assert cell.get("t") is None  # a number with the form of a day, which a spreadsheet can sort
        assert int(float(cell[0].text or 0)) == 46084  # 3 March 2026


@pytest.mark.parametrize("words", ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1"])
def test_words_never_become_a_formula(words: str) -> None:
    assert harmless(words) == f"'{words}"
    assert harmless("Quận 1") == "Quận 1"
    assert harmless(-2) == -2


def test_the_definitions_in_the_documents_are_those_on_the_page() -> None:
    document = " ".join((Path(__file__).parents[2] / "docs" / "figures.md").read_text().split())
    for name in definitions.NAMES:
        assert definitions.WORDS[f"figures.definition.{name}"]("en") in document
