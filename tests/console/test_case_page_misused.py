"""A case's page in the hands of somebody careless, somebody late, and somebody who wants to do harm."""

from collections.abc import Callable

import pytest
from sqlmodel import col, select

from hotline.casework.direction import change_urgency
from hotline.contacts import attach, insert_contact
from hotline.db import locked
from hotline.models import Access, Case, CaseNote, ContactChannel, Urgency
from hotline.simulator.phones import Phone
from routing.models import Officer
from tests.stories.town import Town

from .casebook import CasePage, events
from .people import BOSS, LAN, MINH, TUAN, Visitor

Visit = Callable[[str | None], Visitor]


def notes(town: Town) -> list[str]:
    with town.service.transaction() as session:
        return list(session.exec(select(CaseNote.body).order_by(col(CaseNote.id))).all())


def number_of(town: Town, which: int = 0) -> str:
    return str(town.records("cases")[which]["number"])


def test_the_page_tells_of_a_colleague_who_took_the_case_over(town: Town, visitor: Visit, case_number: str) -> None:
    visitor(MINH).sends(f"/console/cases/{case_number}/take-over", {"owner": LAN})
    assert town.record("cases")["acknowledged_by"] == MINH
    assert "Báo Lan đồng nghiệp đã nhận thay" in CasePage(visitor(LAN), case_number).words


def test_the_page_tells_that_an_officer_was_rung_to_be_put_through(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.rings()
    alert = town.record("alerts")["id"]
    visitor(MINH).sends(f"/console/alerts/{alert}/accept")
    town.network.wait_idle()
    assert "Gọi Minh để nối máy với người gọi" in CasePage(visitor(MINH), number_of(town)).words


def test_a_mark_of_another_form_swallows_no_words(town: Town, visitor: Visit, case_number: str) -> None:
    lan, minh = CasePage(visitor(LAN), case_number), CasePage(visitor(MINH), case_number)
    mark = lan.form("note")["form_id"]
    lan.succeeds("note", body="Mẹ bé đi vắng")
    answer = minh.does("note", body="Bé ở nhà bà", form_id=mark)
    minh.is_told("đã gửi trước đó", answer)
    assert "Bé ở nhà bà" in answer.text
    minh.html = answer.text
    minh.succeeds("note", body="Bé ở nhà bà")
    assert notes(town) == ["Mẹ bé đi vắng", "Bé ở nhà bà"]


def test_words_added_after_an_answer_that_was_lost_are_not_swallowed(
    town: Town, visitor: Visit, case_number: str
) -> None:
    page = CasePage(visitor(LAN), case_number)
    page.does("note", body="Mẹ bé đi vắng")
    page.is_told("đã gửi trước đó", page.does("note", body="Mẹ bé đi vắng, cha uống rượu"))


@pytest.mark.parametrize("action", ["callback", "message"])
def test_a_mark_of_another_officer_is_no_call_and_no_message_of_theirs(
    town: Town, visitor: Visit, case_number: str, action: str
) -> None:
    lan, minh = CasePage(visitor(LAN), case_number), CasePage(visitor(MINH), case_number)
    mark = lan.form(action)["form_id"]
    lan.succeeds(action, body="Bạn khỏe chứ", safe="true")
    minh.is_told("đã gửi trước đó", minh.does(action, body="Bạn khỏe chứ", safe="true", form_id=mark))


def test_a_page_that_is_older_than_a_warning_calls_nobody(town: Town, visitor: Visit, case_number: str) -> None:
    minh = visitor(MINH)
    for action in ("callback", "message"):
        lan = CasePage(visitor(LAN), case_number)
        minh.sends(f"/console/cases/{case_number}/unsafe")
        answer = lan.does(action, safe="true", body="Bạn khỏe chứ", version="1")
        lan.is_told("KHÔNG an toàn", answer)
    assert not [event for event in events(town, "case.callback_safe") if event["to"] == "safe"]


def test_a_message_that_nobody_has_read_is_not_closed_as_a_prank(town: Town, visitor: Visit, child: Phone) -> None:
    child.texts("alo, con ở Cái Khế")
    page = CasePage(visitor(LAN), number_of(town))
    child.texts("cứu con với, con ở Cái Khế")
    town.network.wait_idle()
    answer = page.does("quick", disposition="prank")
    page.is_told("Có tin mới", answer)
    assert town.record("cases")["state"] == "open"
    page.html = answer.text
    assert page.does("quick", disposition="prank").status_code == 204


def test_a_message_that_was_being_written_down_while_the_page_was_loaded_is_not_missed(
    town: Town, visitor: Visit, case_number: str
) -> None:
    with town.service.transaction() as slow:  # its line of the log has a smaller number than what Lan sees
        now = town.clock.now()
        case = slow.exec(select(Case).where(Case.number == case_number)).one()
        text = insert_contact(slow, ContactChannel.SMS, "SMlate", caller="+84900000001", called="+84292", now=now)
        assert text
        attach(slow, text, case, now=now)
        slow.flush()
        CasePage(visitor(MINH), case_number).succeeds("note", body="Đang chờ")
        page = CasePage(visitor(LAN), case_number)
    page.is_told("Có tin mới", page.does("close", disposition="helped"))
    assert town.record("cases")["state"] == "acknowledged"


def test_a_change_that_was_being_made_while_the_page_was_loaded_is_told_with_the_refusal(
    town: Town, visitor: Visit, case_number: str
) -> None:
    boss = visitor(BOSS)
    with town.service.transaction() as slow:  # its line of the log has a smaller number than Minh's
        case = slow.exec(select(Case).where(Case.number == case_number)).one()
        change_urgency(slow, case.id, Urgency.NORMAL, who=TUAN, now=town.clock.now(), version=case.version)
        slow.flush()
        CasePage(visitor(MINH), case_number).succeeds("note", body="Đang chờ")
        page = CasePage(boss, case_number)
    answer = page.does("urgency", urgency="high")
    page.is_told("Tuấn đổi mức khẩn", answer)
    assert "Lan nhận ca" not in answer.text, "the page knew that"


@pytest.mark.parametrize("lines", ["", "x", "1.", "9" * 40, "1" * 5000, "٣"])
def test_lines_that_make_no_sense_are_as_if_the_page_had_known_none(
    town: Town, visitor: Visit, case_number: str, lines: str
) -> None:
    page = CasePage(visitor(MINH), case_number)
    CasePage(visitor(LAN), case_number).succeeds("urgency", urgency="normal")
    page.is_told("Lan nhận ca", page.does("urgency", urgency="high", lines=lines))


def test_a_case_that_a_colleague_has_just_accepted_is_not_closed_from_an_old_page(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    child.texts("alo, con ở Cái Khế")
    page = CasePage(visitor(MINH), number_of(town))
    lan.answers()
    lan.presses("1")
    answer = page.does("quick", disposition="prank")
    page.is_told("Lan nhận ca", answer)
    assert town.record("cases")["state"] == "acknowledged"


def test_what_a_contact_turned_out_to_be_is_said_anew_after_a_mistake(
    town: Town, visitor: Visit, case_number: str
) -> None:
    page = CasePage(visitor(LAN), case_number)
    page.succeeds("quick", disposition="prank")
    page.succeeds("reopen")
    assert town.record("contacts")["disposition"] is None
    page.succeeds("close", disposition="helped")
    assert town.record("contacts")["disposition"] == "helped"


def test_who_closes_twice_with_words_the_second_time_loses_no_words(
    town: Town, visitor: Visit, case_number: str
) -> None:
    first, second = CasePage(visitor(LAN), case_number), CasePage(visitor(LAN), case_number)
    first.succeeds("close", disposition="helped")
    second.does("close", disposition="helped", body="Bé đã về nhà ngoại")
    assert notes(town) == ["Bé đã về nhà ngoại"]


def test_a_duplicate_of_a_duplicate_is_still_told(town: Town, visitor: Visit, case_number: str) -> None:
    for last, words in ((2, "bé ở An Hòa bị đánh"), (3, "nhà bên An Hòa khóc")):
        town.phone(f"+8490000000{last}", "neighbour").texts(words)
        town.network.wait_idle()
    second, third = number_of(town, 1), number_of(town, 2)
    CasePage(visitor(LAN), third).succeeds("join", other=second)
    CasePage(visitor(LAN), second).succeeds("join", other=case_number)
    words = CasePage(visitor(LAN), case_number).words
    assert "bé ở An Hòa bị đánh" in words
    assert "nhà bên An Hòa khóc" in words
    town.phone("+84900000003", "neighbour").texts("lại khóc")
    assert "lại khóc" in CasePage(visitor(LAN), case_number).words
    CasePage(visitor(LAN), case_number).succeeds("close", disposition="helped")
    town.phone("+84900000003", "neighbour").texts("khóc nữa")
    assert len(town.records("cases")) == 4


@pytest.mark.parametrize("part", ["head", "timeline", "form/person"])
def test_who_reads_a_part_of_the_page_alone_is_written_down(
    town: Town, visitor: Visit, case_number: str, part: str
) -> None:
    minh = visitor(MINH)
    for _ in range(3):
        minh.http.get(f"/console/cases/{case_number}/{part}", headers={"hx-request": "true"})
    with town.service.transaction() as session:
        assert [(one.who, one.what) for one in session.exec(select(Access))] == [(MINH, "case.read_on")]


@pytest.mark.parametrize(
    "query",
    [
        "number=" + "9" * 5000,
        "number=%00",
        "number=%ED%A0%80",
        "day=9999-12-31",
        "day=0001-01-01",
        "after=9999999999999999999999,1",
        "after=1,99999999999999999999999",
        "after=-62135596800000000,1",
        "district=%00",
        "state=all&day=2026-03-03",
    ],
)
def test_no_question_to_the_list_breaks_it(visitor: Visit, query: str) -> None:
    assert visitor(LAN).opens(f"/console/cases?{query}").status_code in {200, 404, 422}


def test_nothing_that_is_sent_breaks_a_page(visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    for action, fields in (
        ("join", {"other": "9" * 5000}),
        ("join", {"other": "9" * 150}),
        ("arrival", {"at": "0001-01-01T00:00"}),
        ("arrival", {"at": "9999-12-31T23:59"}),
        ("arrival", {"at": "hôm qua\0"}),
        ("arrival", {"version": "-1"}),
        ("district", {"district": "\0"}),
        ("close", {"disposition": "duplicate"}),
        ("person", {"name": "\0", "part": "child"}),
        ("person", {"name": "x", "part": "\0"}),
        ("person", {"name": "x", "part": "child", "born": "9" * 5000}),
        ("person", {"name": "x", "part": "child", "person": "999999999"}),
        ("callback", {"contact": "99999999999999999999", "safe": "true"}),
        ("note", {"body": "x" * 6000}),
        ("note", {"body": "x", "form_id": "short"}),
    ):
        assert page.does(action, **fields).status_code in {409, 422}, (action, fields)


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "utf-16"])
def test_a_form_in_an_odd_alphabet_breaks_nothing(visitor: Visit, case_number: str, charset: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    body = page.form("note") | {"csrf": page.visitor.csrf}
    parts = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in body.items()
    )
    parts += b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nhi +2AA- \\ud800\r\n--x--\r\n'
    answer = page.visitor.http.post(
        f"{page.path}/note",
        content=parts,
        headers={"content-type": f"multipart/form-data; boundary=x; charset={charset}", "x-csrf": page.visitor.csrf},
    )
    assert answer.status_code < 500


def test_words_of_others_stay_words(town: Town, visitor: Visit, case_number: str, child: Phone) -> None:
    evil = "<img src=x onerror=alert(1)>'\"&{{7*7}}</textarea>"
    with town.service.transaction() as session:
        officer = locked(session, Officer, MINH)
        officer.name = "Minh O'Hà & <b>"
        session.add(officer)
    page = CasePage(visitor(MINH), case_number)
    page.succeeds("note", body=evil)
    page.succeeds("person", part="child", name=evil, about=evil)
    page.visitor.sends(f"{page.path}/draft", {"field": "note", "body": evil})
    child.texts(evil)
    page.load()
    assert "<img" not in page.html
    assert "49" not in page.form("note").values()
    assert "&amp;amp;" not in page.html
    assert "&amp;#39;" not in page.html
    assert "&amp;lt;" not in page.html
