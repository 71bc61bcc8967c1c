"""One case on one page: what an officer sees, what they do, and what the record says afterwards."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import col, select

from hotline.models import Access, Case, Contact
from hotline.simulator.phones import Phone
from routing.models import Place
from tests.stories.town import Town

from .casebook import CasePage, events
from .people import BOSS, LAN, MINH, TUAN, Visitor

Visit = Callable[[str | None], Visitor]


def accesses(town: Town) -> list[str]:
    with town.service.transaction() as session:
        return [one.what for one in session.exec(select(Access).order_by(col(Access.id)))]


def head(visitor: Visitor, number: str) -> str:
    """The words at the top of a case's page."""
    return visitor.reads(f"/console/cases/{number}/head")


def test_the_top_says_what_matters_and_the_timeline_what_happened(visitor: Visit, case_number: str) -> None:
    words = CasePage(visitor(LAN), case_number).words
    for part in (case_number, "Quận Ninh Kiều", "Khẩn cấp", "Đã nhận", "Lan", "Hành động đầu tiên trước 02:15"):
        assert part in words
    for part in ("Cuộc gọi từ +84•••••••001", "Gọi Lan: đã nhận", "Gọi Minh: thôi gọi", "Lan nói chuyện với người gọi"):
        assert part in words


def test_what_happens_after_midnight_is_told_with_its_day(town: Town, visitor: Visit, child: Phone, lan: Phone) -> None:
    town.clock.push(22 * 3600 - 600)
    child.texts("cứu con, con ở Cái Khế")
    lan.rings()
    town.clock.push(1200)
    page = CasePage(visitor(LAN), str(town.record("cases")["number"]))
    page.visitor.sends(f"/console/alerts/{town.record('alerts')['id']}/accept")
    town.network.wait_idle()
    page.load()
    page.succeeds("arrival")
    page.succeeds("first_action", body="Gọi công an phường", at="2026-03-03T23:55")
    assert "Mở lúc 23:50 03/03/2026 · nhận lúc 00:10 04/03 " in page.words
    assert "✓ Hành động đầu tiên 23:55 ✓ Tới chỗ trẻ 00:10 04/03 " in page.words
    assert "Lan ghi hành động đầu tiên ( 23:55:00 03/03 )" in page.words


def test_the_top_leads_to_the_message_that_a_caller_has_recorded(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    number = str(town.record("cases")["number"])
    assert "Lời nhắn thoại" not in head(visitor(LAN), number)
    child.presses("*")
    child.says("con ở hẻm 51")
    town.passes(9)
    assert "Lời nhắn thoại: Nghe lời nhắn thoại ▶&nbsp; 02:00 03/03" in head(visitor(LAN), number)
    page = CasePage(visitor(LAN), number)
    link = re.search(r'href="#(recording-\d+)"', page.html)
    assert link
    assert f'<audio id="{link[1]}"' in page.html


def test_the_top_says_who_talks_with_the_caller_now(town: Town, visitor: Visit, child: Phone, lan: Phone) -> None:
    child.calls()
    child.presses("1")
    number = str(town.record("cases")["number"])
    assert "Người gọi đang chờ trên máy" in head(visitor(MINH), number)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    assert "Lan đang nói chuyện với người gọi từ 02:00" in head(visitor(MINH), number)
    child.hangs_up()
    town.network.wait_idle()
    assert "đang" not in head(visitor(MINH), number)


def test_the_top_says_who_is_calling_the_caller_back(
    town: Town, visitor: Visit, case_number: str, child: Phone, lan: Phone
) -> None:
    CasePage(visitor(LAN), case_number).succeeds("callback", safe="true")
    lan.answers()
    assert "đang" not in head(visitor(MINH), case_number), "nobody is called until Lan presses 1"
    lan.presses("1")
    child.rings()
    assert "Lan gọi lại: đang gọi người gọi" in head(visitor(MINH), case_number)
    child.answers()
    lan.talks_with(child)
    assert "Lan đang nói chuyện với người gọi từ 02:00" in head(visitor(MINH), case_number)
    lan.hangs_up()
    town.network.wait_idle()
    assert "đang" not in head(visitor(MINH), case_number)


def test_to_read_a_case_is_written_down(town: Town, visitor: Visit, case_number: str) -> None:
    CasePage(visitor(LAN), case_number)
    assert accesses(town) == ["case.read"]


def test_the_number_is_shown_only_when_asked_for_and_that_is_written_down(
    town: Town, visitor: Visit, case_number: str
) -> None:
    page = CasePage(visitor(LAN), case_number)
    assert "+84900000001" not in page.html
    with town.service.transaction() as session:
        contact = str(session.exec(select(Contact)).one().id)
    answer = page.visitor.sends(f"{page.path}/reveal", {"contact": contact})
    assert "+84900000001" in answer.text
    assert accesses(town)[-1] == "number.revealed"
    page.load()
    assert "+84900000001" not in page.html


def test_an_officer_goes_from_the_first_action_to_the_end(town: Town, visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    town.clock.push(600)
    page.succeeds("first_action", body="Gọi công an phường")
    page.succeeds("arrival", at="2026-03-03T02:05")
    page.succeeds("child_safe")
    page.succeeds("close", disposition="helped", body="Đã đưa bé về nhà ngoại")
    record = town.record("cases")
    assert (record["state"], record["disposition"], record["closed_by"]) == ("closed", "helped", LAN)
    assert (record["arrived_at"], record["child_safe_at"]) == ("2026-03-02T19:05:00Z", "2026-03-02T19:10:00Z")
    assert record["first_action_at"] == "2026-03-02T19:10:00Z"
    assert "Đã đưa bé về nhà ngoại" in page.words
    assert "Lan ghi: đã tới chỗ trẻ ( 02:05:00 )" in page.words
    assert "Lan ghi hành động đầu tiên (" not in page.words
    assert town.record("contacts")["disposition"] == "helped"


@pytest.mark.parametrize(
    ("at", "told"), [("2026-03-03T05:00", "Giờ này chưa tới"), ("2026-03-03T01:30", "trước khi mở ca"), ("x", "")]
)
def test_a_time_that_can_not_be_is_refused(visitor: Visit, case_number: str, at: str, told: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    page.is_told(told, page.does("arrival", at=at), 422)


def test_a_time_is_corrected_by_who_has_seen_it(town: Town, visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    town.clock.push(600)
    page.succeeds("arrival")
    page.succeeds("arrival", at="2026-03-03T02:03")
    assert town.record("cases")["arrived_at"] == "2026-03-02T19:03:00Z"
    assert [event["from"] is None for event in events(town, "case.arrival")] == [True, False]


def test_a_button_pressed_twice_records_once(town: Town, visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    for _ in range(2):
        assert page.does("note", body="Mẹ bé ở Cần Thơ").status_code == 200
        assert page.does("first_action", body="Gọi ông bà").status_code == 200
        assert page.does("child_safe").status_code == 200
        assert page.does("quick", disposition="advice").status_code in {204, 409}
    assert len(events(town, "case.note")) == 2
    assert len(events(town, "case.first_action")) == len(events(town, "case.child_safe")) == 1


def test_of_two_who_change_it_at_once_the_second_sees_what_the_first_did_and_keeps_what_was_typed(
    town: Town, visitor: Visit, case_number: str
) -> None:
    lan, minh = CasePage(visitor(LAN), case_number), CasePage(visitor(MINH), case_number)
    minh.succeeds("urgency", urgency="normal")
    answer = lan.does("close", disposition="referred", body="Đã báo Sở")
    lan.is_told("Minh đổi mức khẩn: Khẩn cấp → Thường", answer)
    assert "Đã báo Sở" in answer.text
    assert town.record("cases")["state"] == "acknowledged"
    lan.html = answer.text
    assert lan.does("close", disposition="referred", body="Đã báo Sở").status_code == 204
    assert town.record("cases")["disposition"] == "referred"


def test_one_who_acts_twice_on_one_page_does_not_stand_in_their_own_way(visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    answer = page.does("arrival")
    assert '"version": 2' in answer.headers["hx-trigger"]


def test_people_are_added_changed_and_removed_but_never_overwritten(
    town: Town, visitor: Visit, case_number: str
) -> None:
    lan, minh = CasePage(visitor(LAN), case_number), CasePage(visitor(MINH), case_number)
    lan.succeeds("person", part="child", name="Bé Na", born="2015", about="lớp 5")
    assert "Trẻ: Bé Na , sinh 2015 · lớp 5" in lan.words
    row = events(town, "case.person")[0]["subject"]
    for page in (lan, minh):
        page.html = page.visitor.opens(f"{page.path}/form/person?person={row}").text
    assert lan.does("person", part="child", name="Bé Ni").status_code == 200
    minh.is_told("Lan sửa người liên quan", minh.does("person", part="child", name="Bé No"))
    assert "Bé Ni" in lan.words
    lan.html = lan.visitor.opens(f"{lan.path}/form/person?person={row}").text
    assert lan.does("person", removed="true").status_code == 200
    assert "Bé Ni" not in lan.words


def test_who_changes_a_person_after_a_colleague_reads_what_the_colleague_changed_and_how_it_stands_now(
    town: Town, visitor: Visit, case_number: str
) -> None:
    lan, minh = CasePage(visitor(LAN), case_number), CasePage(visitor(MINH), case_number)
    lan.succeeds("person", part="child", name="Bé Na", born="2015", about="lớp 5")
    row = events(town, "case.person")[0]["subject"]
    for page in (lan, minh):
        page.html = page.visitor.opens(f"{page.path}/form/person?person={row}").text
    lan.does("person", part="child", name="Bé Ni", born="2016", about="lớp 5")
    answer = minh.does("person", part="child", name="Bé Na", born="2015", about="ở với bà")
    minh.is_told("Lan sửa người liên quan: tên, năm sinh</li>", answer)
    assert "Hiện đang ghi: Trẻ: <strong>Bé Ni</strong>, sinh 2016 · lớp 5" in answer.text
    assert "ở với bà</textarea>" in answer.text
    assert "Lan sửa người liên quan: tên, năm sinh" in lan.words
    assert "Bé" not in str(events(town, "case.person")), "the log holds no values"


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "x", "born": "1850"}, {"name": "x", "part": "none"}])
def test_a_person_who_can_not_be_is_refused(visitor: Visit, case_number: str, fields: dict[str, str]) -> None:
    page = CasePage(visitor(LAN), case_number)
    assert page.does("person", **{"part": "child"} | fields).status_code == 422


def test_what_is_typed_is_kept_until_it_is_sent(visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    assert page.visitor.sends(f"{page.path}/draft", {"field": "note", "body": "Đang viết"}).status_code == 204
    assert "Đang viết" in page.words
    assert "Đang viết" not in CasePage(visitor(MINH), case_number).words
    page.succeeds("note", body="Đã viết xong")
    assert "Đang viết" not in page.words
    assert page.visitor.sends(f"{page.path}/draft", {"field": "other", "body": "x"}).status_code == 422


def test_what_is_typed_of_a_person_is_kept_until_it_is_sent_each_persons_apart(
    visitor: Visit, case_number: str
) -> None:
    page = CasePage(visitor(LAN), case_number)

    def types(field: str, body: str) -> int:
        return page.visitor.sends(f"{page.path}/draft", {"field": field, "body": body}).status_code

    assert types("person.0.about", "ở với bà") == types("person.0.part", "suspect") == 204
    page.load()
    assert "ở với bà</textarea>" in page.html
    assert '<option value="suspect" selected>' in page.html
    page.succeeds("person", part="suspect", name="Ông Tư", about="ở với bà")
    assert "ở với bà</textarea>" not in page.html
    found = re.search(r"form/person\?person=(\d+)", page.html)
    assert found
    tu = found[1]
    assert types(f"person.{tu}.about", "đã bỏ đi") == 204
    assert "đã bỏ đi" not in page.visitor.opens(page.path).text
    page.html = page.visitor.opens(f"{page.path}/form/person?person={tu}").text
    assert "đã bỏ đi</textarea>" in page.html
    assert "Hiện đang ghi: Người bị cho là gây hại: <strong>Ông Tư</strong> · ở với bà" in page.html
    assert page.does("person", part="suspect", name="Ông Tư", about="đã bỏ đi").status_code == 200
    page.html = page.visitor.opens(f"{page.path}/form/person?person={tu}").text
    assert "Hiện đang ghi" not in page.html
    assert types("person.999.about", "x") == types("person.0.version", "x") == 422


def test_nobody_closes_a_case_while_the_caller_waits(town: Town, visitor: Visit, child: Phone) -> None:
    child.calls()
    child.presses("1")
    page = CasePage(visitor(LAN), str(town.record("cases")["number"]))
    page.is_told("Người gọi còn trên máy", page.does("quick", disposition="silent"))
    assert (town.record("cases")["state"], town.record("alerts")["state"]) == ("open", "ringing")


def test_a_silent_call_that_still_rings_is_taken_and_closed_by_one_tap(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    child.hangs_up()
    lan.rings()
    page = CasePage(visitor(MINH), str(town.record("cases")["number"]))
    assert page.does("quick", disposition="silent").status_code == 204
    lan.is_not_ringing()
    record = town.record("cases")
    assert (record["state"], record["disposition"], record["acknowledged_by"]) == ("closed", "silent", MINH)
    assert town.record("alerts")["state"] == "acknowledged"
    assert town.record("contacts")["disposition"] == "silent"
    page.load()
    page.succeeds("reopen")
    assert (town.record("cases")["state"], town.record("cases")["closed_at"]) == ("acknowledged", None)


def test_a_case_that_nobody_has_can_not_be_closed_as_done(town: Town, visitor: Visit, child: Phone) -> None:
    child.texts("cứu con, con ở Cái Khế")
    page = CasePage(visitor(LAN), str(town.record("cases")["number"]))
    assert 'id="form-close"' not in page.html
    sent = page.form("note") | {"disposition": "helped", "version": "1"}
    page.is_told("Chưa ai nhận", page.visitor.sends(f"{page.path}/close", sent, **{"hx-request": "true"}))


def test_a_case_of_another_district_rings_there_and_whoever_accepts_has_it(
    town: Town, visitor: Visit, case_number: str
) -> None:
    tuan = town.phone("+84912000011", "Tuấn")
    page = CasePage(visitor(LAN), case_number)
    page.succeeds("district", district="cai-rang")
    assert town.record("cases")["acknowledged_by"] is None
    tuan.answers()
    tuan.presses("1")
    tuan.hears(f"Ca {case_number} là của anh chị")
    assert town.record("cases")["acknowledged_by"] == TUAN
    assert "Lan chuyển ca: Quận Ninh Kiều → Quận Cái Răng" in page.words


def test_the_ward_of_the_old_district_is_told_as_what_the_caller_said(town: Town, visitor: Visit, child: Phone) -> None:
    child.texts("cứu con, con ở Cái Khế")
    page = CasePage(visitor(BOSS), str(town.record("cases")["number"]))
    assert "Quận Ninh Kiều · Cái Khế" in page.words
    page.succeeds("district", district="cai-rang")
    assert "Quận Cái Răng · người gọi nói: Cái Khế" in page.words
    page.succeeds("district", district="city")
    assert "Bàn trực thành phố · người gọi nói: Cái Khế" in page.words
    page.succeeds("district", district="ninh-kieu")
    assert "Quận Ninh Kiều · Cái Khế" in page.words


def test_a_ward_that_reaches_into_the_new_district_is_told_as_lying_there(
    town: Town, visitor: Visit, child: Phone
) -> None:
    child.texts("cứu con, con ở Cái Khế")
    with town.service.transaction() as session:
        ward = session.exec(select(Place).where(Place.name == "Cái Khế")).one()
        ward.also_in = ["cai-rang"]
        session.add(ward)
    page = CasePage(visitor(BOSS), str(town.record("cases")["number"]))
    page.succeeds("district", district="cai-rang")
    assert "Quận Cái Răng · Cái Khế" in page.words


def test_who_keeps_a_case_of_another_district_rings_nobody(town: Town, visitor: Visit, case_number: str) -> None:
    CasePage(visitor(LAN), case_number).succeeds("district", district="cai-rang", keep="true")
    town.phone("+84912000011", "Tuấn").is_not_ringing()
    assert town.record("cases")["acknowledged_by"] == LAN


def test_whoever_moves_a_case_to_where_they_see_it_no_more_is_led_to_the_board_and_told_so_there(
    town: Town, visitor: Visit, case_number: str
) -> None:
    hoa = visitor("nk3")
    hoa.sends(f"/console/cases/{case_number}/take-over", {"owner": LAN})
    answer = CasePage(hoa, case_number).does("district", district="cai-rang")
    assert hoa.opens(f"/console/cases/{case_number}").status_code == 404, "nobody ever rang her for it"
    where = answer.headers["hx-redirect"]
    board = hoa.opens(where).text
    assert f"Đã chuyển ca {case_number} sang nơi khác" in board
    assert f"/console/cases/{case_number}" not in board
    assert f"Đã chuyển ca {case_number}" not in visitor(MINH).reads(where), "another has done it"


def test_an_open_case_that_is_moved_rings_there_and_whoever_was_rung_is_told_of_every_move(
    town: Town, visitor: Visit, child: Phone
) -> None:
    child.texts("cứu con, con ở Cái Khế")
    page = CasePage(visitor(LAN), str(town.record("cases")["number"]))
    page.succeeds("district", district="cai-rang")
    tuan, lan = town.phone("+84912000011", "Tuấn"), town.phone("+84912000001", "Lan")
    tuan.rings()
    lan.reads("Ca này nay thuộc Cái Răng")
    page.succeeds("district", district="city")
    for told in (tuan, lan):  # Lan was rung before the first move, and knows of that one only
        told.reads("Ca này nay thuộc Bàn trực")


def test_a_case_tells_its_own_log_also_where_the_database_comes_upon_its_duplicate_first(
    town: Town, visitor: Visit, case_number: str, lan: Phone
) -> None:
    town.phone("+84900000002", "neighbour").texts("đứa bé ở An Hòa bị đánh")
    lan.rings()
    survivor = str(town.records("cases")[1]["number"])
    CasePage(visitor(LAN), case_number).succeeds("join", other=survivor)
    with town.service.transaction() as session:
        session.connection().exec_driver_sql('CLUSTER "case" USING case_pkey')
    log = CasePage(visitor(LAN), survivor).words.split("Diễn biến")[-1]
    assert f"Lan nhập ca {case_number} vào đây" in log
    assert "Trùng ca khác" not in log
    assert f"trong ca {case_number}" in log


def test_a_duplicate_is_joined_both_cases_show_what_was_told_and_its_caller_comes_back_to_the_one_that_goes_on(
    town: Town, visitor: Visit, case_number: str, lan: Phone
) -> None:
    neighbour = town.phone("+84900000002", "neighbour")
    neighbour.texts("đứa bé ở An Hòa bị đánh")
    lan.rings()
    other = str(town.records("cases")[1]["number"])
    page = CasePage(visitor(LAN), other)
    page.visitor.sends(f"{page.path}/unsafe")
    page.load()
    page.is_told("Không có ca này", page.does("join", other="CT-9999"), 422)
    page.succeeds("join", other=case_number.removeprefix("CT-"))
    lan.is_not_ringing()
    record = town.records("cases")[1]
    assert (record["state"], record["disposition"]) == ("closed", "duplicate")
    assert "đứa bé ở An Hòa bị đánh" in CasePage(visitor(LAN), case_number).words
    assert case_number in page.words
    survivor = CasePage(visitor(LAN), case_number)
    assert "gọi lại, nhắn lại không an toàn" in survivor.words
    town.clock.push(300)
    neighbour.texts("nó lại khóc rồi")
    town.network.wait_idle()
    assert len(town.records("cases")) == 2
    assert "nó lại khóc rồi" in survivor.words
    lan.reads("tin nhắn mới")
    neighbour.calls()
    lan.answers()
    lan.presses("1")
    lan.talks_with(neighbour)
    neighbour.hangs_up()
    survivor.load()
    survivor.succeeds("close", disposition="helped")
    neighbour.texts("cảm ơn cô")
    assert len(town.records("cases")) == 3


def test_an_officer_of_another_district_finds_no_case_whatever_they_try(visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    tuan = visitor(TUAN)
    for path in ("", "/head", "/timeline", "/form/person", "/recordings/1"):
        assert tuan.opens(page.path + path).status_code == 404, path
    actions = (
        "first_action arrival child_safe note callback message unsafe person district urgency join quick close reopen"
    )
    for action in (*actions.split(), "reveal", "draft"):
        fields = {"contact": "1", "field": "note", "body": "x"}
        assert tuan.sends(f"{page.path}/{action}", fields).status_code == 404, action
        assert visitor(None).sends(f"{page.path}/{action}", fields).status_code == 401, action
    assert case_number not in tuan.reads("/console/cases")
    assert visitor(BOSS).opens(page.path).status_code == 200


def test_a_manager_finds_any_case_by_its_number_and_pages_through_all(
    town: Town, visitor: Visit, case_number: str
) -> None:
    boss = visitor(BOSS)
    answer = boss.opens(f"/console/cases?number={case_number.lower()}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console/cases/{case_number}")
    assert boss.opens("/console/cases?number=77").status_code == 404
    with town.service.transaction() as session:
        now = town.clock.now()
        session.add_all(Case(number=f"X-{i}", district="cai-rang", opened_at=now) for i in range(120))
    seen: list[str] = []
    following = "/console/cases?district=cai-rang"
    while following:
        page = boss.opens(following).text
        seen += re.findall(r"X-\d+", page.partition('id="all"')[2].replace("cases/X", ""))
        link = re.search(r'href="([^"]*after=[^"]+)"', page)
        following = link[1].replace("&amp;", "&") if link else ""
    assert sorted(seen) == sorted(f"X-{i}" for i in range(120))


def test_my_open_cases_say_what_is_due_and_what_is_late(town: Town, visitor: Visit, case_number: str) -> None:
    town.clock.push(16 * 60)
    words = visitor(LAN).reads("/console/cases")
    assert f"{case_number} Quận Ninh Kiều" in words
    assert "Quá hạn" in words


def with_a_recorded_message(town: Town, visitor: Visit, child: Phone) -> tuple[CasePage, str]:
    """The page of a case whose caller left one, and its address."""
    child.calls()
    child.presses("1")
    child.presses("*")
    child.says("con ở hẻm 51")
    town.passes(9)
    page = CasePage(visitor(LAN), str(town.record("cases")["number"]))
    sound = re.search(r'<audio[^>]* src="([^"]+)"', page.html)
    assert sound
    return page, sound[1]


def test_a_recorded_message_is_played_through_us_and_that_is_written_down(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    page, sound = with_a_recorded_message(town, visitor, child)
    assert "/Accounts/" not in page.html
    whole = page.visitor.opens(sound)
    assert whole.content.startswith(b"RIFF")
    part = page.visitor.http.get(sound, headers={"range": "bytes=4-9"})
    assert (part.status_code, part.content) == (206, whole.content[4:10])
    assert accesses(town).count("recording.heard") == 1


def test_hearing_only_the_rest_of_a_recording_is_written_down_as_well(
    town: Town, visitor: Visit, child: Phone, lan: Phone
) -> None:
    page, sound = with_a_recorded_message(town, visitor, child)
    for _ in range(2):
        assert page.visitor.http.get(sound, headers={"range": "bytes=1-"}).status_code == 206
    assert accesses(town).count("recording.heard") == 1


def test_forms_work_without_a_script(town: Town, visitor: Visit, case_number: str) -> None:
    page = CasePage(visitor(LAN), case_number)
    answer = page.visitor.sends(f"{page.path}/note", page.form("note") | {"body": "Không có JavaScript"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page.path}#note")
    answer = page.visitor.sends(f"{page.path}/note", page.form("note") | {"body": " "})
    assert (answer.status_code, "Xin viết" in answer.text) == (422, True)
