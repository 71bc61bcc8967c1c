"""Rosters at the console: who sees which, gaps, notes, swaps, a manager's changes, and who owns the hours."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from hotline.cityfile import apply_city, read_city
from hotline.console import live
from hotline.models import Access
from hotline.rosters.offers import MOST_SHOWN
from routing.models import Officer, Override, Shift, SwapOffer
from routing.roster import on_duty
from tests.questions import questions_to
from tests.stories.town import TOWN_FILE, Town

from .people import ADMIN, AUDITOR, BOSS, DESK, LAN, MINH, TUAN, Visitor

LetIn = Callable[[str | None], Visitor]
NK = {"district": "ninh-kieu"}
HOA = "nk3"
HOUR = timedelta(hours=1)
TONIGHT = {"from": "2026-03-03T03:00", "to": "2026-03-03T07:00"}
"""The stories begin at 02:00 of that day."""


def who(town: Town, *, tier: int = 1, district: str = "ninh-kieu", hours: float = 0) -> list[str]:
    moment = town.clock.now() + timedelta(hours=hours)
    with town.service.transaction() as session:
        return [officer.id for officer in on_duty(session, district=district, tier=tier, now=moment)]


def is_unmanned_at_night(town: Town) -> None:
    with town.service.transaction() as session:
        for shift in session.exec(select(Shift).where(Shift.district == "ninh-kieu", Shift.tier == 1)):
            shift.start_minute, shift.end_minute = 6 * 60, 22 * 60


def changes(town: Town, what: str = "roster.changed") -> list[tuple[str, str | None]]:
    with town.service.transaction() as session:
        noted = select(Access).where(Access.what == what).order_by(col(Access.id))
        return [(row.who, row.detail) for row in session.exec(noted)]


def saves(visitor: Visitor, kind: str, **fields: str) -> int:
    """Looks at the preview, then presses its button."""
    shown = visitor.sends(f"/console/roster/edit/{kind}", NK | fields)
    assert shown.status_code == 200, shown.text
    seen = shown.text.split('name="seen" value="')[1].split('"')[0]
    return visitor.sends(f"/console/roster/edit/{kind}", NK | fields | {"seen": seen, "sure": "1"}).status_code


def has_offered(town: Town, visitor: Visitor) -> int:
    answer = visitor.sends("/console/roster/swaps", NK | {"tier": "1"} | TONIGHT)
    assert answer.status_code == 303, answer.text
    with town.service.transaction() as session:
        return session.connection().exec_driver_sql("SELECT max(id) FROM swap_offer").scalar_one()


def owned_by_console(visitor: Visitor) -> None:
    assert visitor.sends("/console/roster/owner", NK | {"to": "console", "sure": "true"}).status_code == 303


# who sees what


def test_an_officer_sees_who_is_on_duty_in_their_own_district_only(visitor: LetIn) -> None:
    lan = visitor(LAN)
    page = lan.reads("/console/roster")
    assert "Lịch trực: Quận Ninh Kiều" in page
    assert "Cấp 1 Lan, Minh" in page
    assert lan.opens("/console/roster?district=cai-rang").status_code == 404
    assert lan.opens("/console/roster?district=nowhere").status_code == 404


def test_a_manager_sees_every_district_by_week_and_month(visitor: LetIn) -> None:
    boss = visitor(BOSS)
    assert "Tuấn" in boss.reads("/console/roster?district=cai-rang&view=month&from=2026-02-28")
    assert "Bàn trực thành phố" in boss.reads("/console/roster?district=city")


@pytest.mark.parametrize("who_asks", [ADMIN, AUDITOR])
@pytest.mark.parametrize("page", ["", "/gaps", "/phones", "/calendar", "/edit?district=city"])
def test_whoever_has_no_duty_sees_no_roster(visitor: LetIn, who_asks: str, page: str) -> None:
    assert visitor(who_asks).opens(f"/console/roster{page}").status_code == 404


def test_an_officer_changes_no_roster(visitor: LetIn) -> None:
    lan = visitor(LAN)
    assert lan.opens("/console/roster/edit?district=ninh-kieu").status_code == 404
    assert lan.sends("/console/roster/edit/override", NK).status_code == 404
    assert lan.sends("/console/roster/owner", NK | {"to": "console", "sure": "true"}).status_code == 404


@pytest.mark.parametrize("query", ["view=year", "from=soon", "from=9999-12-31", "from=0001-01-01"])
def test_a_period_that_makes_no_sense_is_refused(visitor: LetIn, query: str) -> None:
    assert visitor(BOSS).opens(f"/console/roster?{query}").status_code == 422


def test_gaps_of_all_districts_are_listed_the_worst_first(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        session.delete(session.exec(select(Shift).where(Shift.district == "city")).one())
    page = visitor(BOSS).reads("/console/roster/gaps")
    assert page.index("Bàn trực thành phố Không ai trực") < page.index("Quận Cái Răng Một người, không dự phòng")
    assert "Quận Ninh Kiều" not in page


def test_a_hole_of_every_night_is_one_entry_with_all_its_days(town: Town, visitor: LetIn) -> None:
    is_unmanned_at_night(town)
    page = visitor(LAN).reads("/console/roster/gaps")
    assert "Không ai trực: 31 lần" in page
    assert "Không ai trực 22:00–06:00 29 lần 03/03 – 31/03 (ngày nào cũng có)" in page
    assert "Không ai trực 02:00 03/03 – 06:00 03/03" in page
    assert page.count("Quận Ninh Kiều") == 3  # the night that has begun, those to come, and what the 30 days cut
    assert "22:00–06:00 29 lần" in visitor(LAN).reads("/console/roster")


def test_what_a_roster_has_no_room_for_is_counted_by_how_often_it_comes(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        start = town.clock.now() + timedelta(days=1)
        session.add_all(
            Override(district="ninh-kieu", tier=1, officers=["gone"], starts_at=since, ends_at=since + length * HOUR)
            for length in range(1, 9)
            for since in (start + timedelta(days=length), start + timedelta(days=length + 10))
        )
    assert "Còn 4 chỗ nữa" in visitor(LAN).reads("/console/roster")


def test_a_hole_of_every_weekend_is_one_entry_that_tells_each(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        for shift in session.exec(select(Shift).where(Shift.district == "ninh-kieu", Shift.tier == 1)):
            shift.days = [0, 1, 2, 3, 4]
    page = visitor(LAN).reads("/console/roster/gaps")
    assert "Không ai trực 4 lần 00:00 07/03 – 00:00 09/03 00:00 14/03 – 00:00 16/03" in page


def test_hours_without_anybody_are_shown_before_many_thin_ones(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        start = town.clock.now() + timedelta(days=20)
        session.add_all(
            Override(
                district="ninh-kieu", tier=1, officers=[officer], starts_at=start - since, ends_at=start - since + HOUR
            )
            for officer, since in [("gone", 0 * HOUR), *((LAN, days * 24 * HOUR) for days in range(1, 8))]
        )
    page = visitor(LAN).reads("/console/roster")
    assert page.index("Không ai trực 02:00 23/03 – 03:00 23/03") < page.index("cấp 1 02:00–03:00 7 lần 16/03")


def test_an_officer_reads_their_own_next_hours_and_how_past_days_are_shown(visitor: LetIn) -> None:
    page = visitor(HOA).reads("/console/roster?view=month")
    assert "Ca trực của anh chị: 02:00 03/03 – 02:00 17/03 (Cấp 2)" in page.replace(" )", ")").replace("( ", "(")
    assert "Tháng 03/2026" in page
    assert "Lịch cũ chỉ lưu từ 02:00 03/03/2026" in page


def test_a_shift_for_once_that_is_wrong_stays_in_its_own_form(visitor: LetIn) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    fields = NK | {"tier": "1", "repeat": "once", "officers": "nk3", "from": TONIGHT["from"], "to": "soon"}
    page = boss.sends("/console/roster/edit/shift", fields).text
    assert page.count("Ghi ngày và giờ") == 1
    assert 'aria-describedby="once-to-mistake"' in page
    assert page.count('<option value="nk3" selected>') == 1


def test_an_override_that_is_wrong_keeps_whom_it_named(visitor: LetIn) -> None:
    fields = NK | {"tier": "1", "officers": "boss", "instead_of": LAN, "from": "soon", "to": TONIGHT["to"]}
    page = visitor(BOSS).sends("/console/roster/edit/override", fields).text
    assert re.findall(r'<option value="(\w+)" selected>', page) == [LAN, BOSS]


def test_an_officer_sees_the_gaps_of_their_own_district(visitor: LetIn) -> None:
    assert "30 ngày tới lúc nào cũng đủ người" in visitor(LAN).reads("/console/roster/gaps")
    assert "Cái Răng" in visitor(TUAN).reads("/console/roster/gaps")


# notes


def test_a_note_is_read_by_whoever_comes_on_and_gone_after_a_day(town: Town, visitor: LetIn) -> None:
    note = NK | {"body": "Ca CT-0001: <b>gọi lại</b> lúc 8 giờ"}
    for _ in range(2):
        assert visitor(LAN).sends("/console/roster/notes", note).status_code == 303
    page = unescape(visitor(MINH).opens("/console/roster").text)
    assert page.count("Ca CT-0001: <b>gọi lại</b>") == 1
    town.clock.push(24 * 3600 + 1)
    assert "CT-0001" not in visitor(MINH).opens("/console/roster").text
    assert changes(town, "handover.written") == [(LAN, "ninh-kieu")]


def test_the_board_leads_whoever_comes_on_to_the_notes_of_their_district(town: Town, visitor: LetIn) -> None:
    lan, minh = visitor(LAN), visitor(MINH)
    lan.sends("/console/roster/notes", NK | {"body": "Ca CT-0001: gọi lại lúc 8 giờ"})
    board = minh.opens("/console/").text
    link = re.search(r'href="(/console/roster[^"]+)#handover">Ghi chú bàn giao: 1</a>', board)
    assert link
    assert "gọi lại lúc 8 giờ" in minh.opens(link[1]).text
    assert "gọi lại" not in board
    for somebody in (lan, visitor(TUAN)):
        assert "Ghi chú bàn giao" not in somebody.opens("/console/").text
    town.clock.push(24 * 3600 + 1)
    assert "Ghi chú bàn giao" not in minh.opens("/console/").text


@pytest.mark.parametrize("body", ["", "   ", "\x00 ", "x" * 2001])
def test_a_note_that_says_nothing_or_too_much_is_refused(visitor: LetIn, body: str) -> None:
    assert visitor(LAN).sends("/console/roster/notes", NK | {"body": body}).status_code == 422


def test_nobody_signs_for_what_another_has_typed_on_their_page(town: Town, visitor: LetIn) -> None:
    note = NK | {"body": "Ca CT-0001: gọi lại lúc 8 giờ", "by": LAN}
    assert visitor(MINH).sends("/console/roster/notes", note).status_code == 403
    assert visitor(LAN).sends("/console/roster/notes", note).status_code == 303
    assert changes(town, "handover.written") == [(LAN, "ninh-kieu")]


def test_nobody_leaves_notes_to_another_district(visitor: LetIn) -> None:
    assert visitor(TUAN).sends("/console/roster/notes", NK | {"body": "x"}).status_code == 404


# swaps


def test_whoever_offers_hours_stays_on_duty_until_somebody_takes_them(town: Town, visitor: LetIn) -> None:
    number = has_offered(town, visitor(LAN))
    assert who(town, hours=2) == [LAN, MINH]
    assert visitor(HOA).sends(f"/console/roster/swaps/{number}/take").status_code == 303
    assert [who(town, hours=hours) for hours in (0, 1, 4.9, 5)] == [[LAN, MINH], [HOA, MINH], [HOA, MINH], [LAN, MINH]]
    assert "Hoa trực thay Lan" in visitor(LAN).reads("/console/roster")
    assert changes(town) == [(HOA, "ninh-kieu: tier 1, nk3 instead of nk1")]


def test_of_two_who_take_the_same_hours_at_once_one_gets_them(town: Town, visitor: LetIn) -> None:
    number = has_offered(town, visitor(LAN))
    takers = [visitor(HOA), visitor(BOSS)]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda one: one.sends(f"/console/roster/swaps/{number}/take"), takers))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(changes(town)) == 1
    assert who(town, hours=2) in ([HOA, MINH], ["boss", MINH])


def test_hours_taken_over_can_be_passed_on(town: Town, visitor: LetIn) -> None:
    visitor(HOA).sends(f"/console/roster/swaps/{has_offered(town, visitor(LAN))}/take")
    visitor(BOSS).sends(f"/console/roster/swaps/{has_offered(town, visitor(HOA))}/take")
    assert who(town, hours=2) == ["boss", MINH]


def test_what_was_withdrawn_is_not_taken_and_what_was_taken_not_withdrawn(town: Town, visitor: LetIn) -> None:
    lan, hoa = visitor(LAN), visitor(HOA)
    first = has_offered(town, lan)
    assert hoa.sends(f"/console/roster/swaps/{first}/withdraw").status_code == 409
    assert lan.sends(f"/console/roster/swaps/{first}/withdraw").status_code == 303
    assert hoa.sends(f"/console/roster/swaps/{first}/take").status_code == 409
    second = has_offered(town, lan)
    assert hoa.sends(f"/console/roster/swaps/{second}/take").status_code == 303
    assert lan.sends(f"/console/roster/swaps/{second}/withdraw").status_code == 409
    assert who(town, hours=2) == [HOA, MINH]


def test_who_takes_them_late_takes_what_is_left(town: Town, visitor: LetIn) -> None:
    number = has_offered(town, visitor(LAN))
    town.clock.push(2 * 3600)
    visitor(HOA).sends(f"/console/roster/swaps/{number}/take")
    assert who(town) == [HOA, MINH]
    town.clock.push(4 * 3600)
    assert visitor(HOA).sends(f"/console/roster/swaps/{number}/take").status_code == 409


def test_nobody_takes_hours_that_they_have_or_of_another_district(town: Town, visitor: LetIn) -> None:
    number = has_offered(town, visitor(LAN))
    assert "Giờ ấy anh chị đã trực rồi" in visitor(MINH).sends(f"/console/roster/swaps/{number}/take").text
    assert visitor(TUAN).sends(f"/console/roster/swaps/{number}/take").status_code == 404
    assert visitor(LAN).sends(f"/console/roster/swaps/{number}/take").status_code == 409
    for unknown in ("999999999999", "-99999999999999"):
        assert visitor(LAN).sends(f"/console/roster/swaps/{unknown}/take").status_code == 404


def test_who_has_the_offered_hours_reads_why_they_cannot_take_them_and_others_may(town: Town, visitor: LetIn) -> None:
    has_offered(town, visitor(LAN))
    minh, hoa = visitor(MINH).reads("/console/roster"), visitor(HOA).reads("/console/roster")
    assert "03:00 03/03 – 07:00 03/03 Giờ ấy anh chị đã trực rồi." in minh
    assert "Nhận trực thay" not in minh
    assert "03:00 03/03 – 07:00 03/03 Nhận trực thay" in hoa


def test_hours_that_are_no_longer_the_offerers_are_taken_by_nobody(town: Town, visitor: LetIn) -> None:
    has_offered(town, visitor(LAN))
    saves(visitor(BOSS), "override", tier="1", officers=MINH, **TONIGHT)
    page = visitor(HOA).reads("/console/roster")
    assert "lịch đã thay đổi" in page
    assert "Nhận trực thay" not in page


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ({"from": "2026-03-03T07:00", "to": "2026-03-03T03:00"}, "Giờ kết thúc phải sau giờ bắt đầu"),
        ({"from": "2026-03-02T07:00", "to": "2026-03-02T09:00"}, "Giờ ấy đã qua"),
        ({"tier": "2"}, "anh chị không trực suốt"),
    ],
)
def test_hours_that_cannot_be_offered_are_refused(visitor: LetIn, hours: dict[str, str], said: str) -> None:
    answer = visitor(LAN).sends("/console/roster/swaps", NK | {"tier": "1"} | TONIGHT | hours)
    assert answer.status_code == 422
    assert said in unescape(answer.text)


def test_hours_of_years_are_not_offered(visitor: LetIn) -> None:
    answer = visitor(LAN).sends("/console/roster/swaps", NK | {"tier": "1"} | TONIGHT | {"to": "9999-12-31T23:59"})
    assert answer.status_code == 422
    assert "trong 3 tháng tới" in answer.text


def test_whoever_is_not_signed_in_learns_of_no_offer(town: Town, visitor: LetIn) -> None:
    number, stranger = has_offered(town, visitor(LAN)), visitor(None)
    answers = [stranger.sends(f"/console/roster/swaps/{one}/take").status_code for one in (number, number + 1)]
    assert answers == [401, 401]


def test_hours_that_a_manager_gave_back_are_not_said_to_be_somebody_elses(town: Town, visitor: LetIn) -> None:
    lan, boss = visitor(LAN), visitor(BOSS)
    visitor(HOA).sends(f"/console/roster/swaps/{has_offered(town, lan)}/take")
    assert "Hoa trực thay Lan" in lan.reads("/console/roster")
    with town.service.transaction() as session:
        row = session.exec(select(Override)).one()
    saves(boss, "remove", what="override", row=str(row.id))
    assert who(town, hours=2) == [LAN, MINH]
    assert "Hoa trực thay Lan" not in lan.reads("/console/roster")


def test_however_many_hours_are_offered_the_page_asks_as_little_and_shows_ones_own(
    town: Town, visitor: LetIn, engine: Engine
) -> None:
    hoa, lan = visitor(HOA), visitor(LAN)
    number = has_offered(town, lan)
    lan.reads("/console/roster")
    with questions_to(engine) as of_one:
        assert hoa.reads("/console/roster").count("Nhận trực thay") == 1
    with town.service.transaction() as session:
        one = session.get_one(SwapOffer, number)
        for day in range(1, MOST_SHOWN + 2):
            moved = {at: getattr(one, at) - timedelta(minutes=day) for at in ("starts_at", "ends_at")}
            session.add(SwapOffer(**one.model_dump(exclude={"id"}) | moved | {"officer": MINH}))
    with questions_to(engine) as of_many:
        words = hoa.reads("/console/roster")
    assert words.count("Nhận trực thay") == MOST_SHOWN
    assert f"nhiều nhất {MOST_SHOWN} phần" in words
    assert len(of_many) == len(of_one), of_many
    assert "Rút lại" in lan.reads("/console/roster")


def test_hours_are_offered_once(town: Town, visitor: LetIn) -> None:
    lan = visitor(LAN)
    has_offered(town, lan)
    assert lan.sends("/console/roster/swaps", NK | {"tier": "1"} | TONIGHT).status_code == 422


# changes by a manager


def test_an_override_is_shown_before_it_is_done_and_rings_from_the_next_step_on(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    fields = {"tier": "2", "officers": "boss", "instead_of": HOA, "from": "2026-03-03T01:00", "to": "2026-03-03T09:00"}
    child = town.phone("+84900000001")
    child.calls()
    child.presses("1")
    assert "Ghi lại" in boss.sends("/console/roster/edit/override", NK | fields).text
    assert who(town, tier=2) == [HOA]
    assert saves(boss, "override", **fields) == 303
    town.passes(26)
    assert [row["officer"] for row in town.records("notifications") if row["step"] == 2] == ["boss", "boss"]
    assert changes(town) == [(BOSS, "ninh-kieu: override added, tier 2: boss instead of nk3")]


def test_open_pages_hear_at_once_that_somebody_else_is_on_duty_and_has_left_a_note(
    town: Town, visitor: LetIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "BREATH_SECONDS", 0.2)
    number = has_offered(town, visitor(LAN))
    with visitor(MINH).http.stream("GET", "/console/live") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: hello"
        visitor(HOA).sends(f"/console/roster/swaps/{number}/take")
        assert "event: change" in islice(lines, 100)
        saves(visitor(BOSS), "override", tier="1", officers=HOA, **TONIGHT)
        assert "event: change" in islice(lines, 100)
        visitor(LAN).sends("/console/roster/notes", NK | {"body": "Ca CT-0001: gọi lại lúc 8 giờ"})
        assert "event: change" in islice(lines, 100)


def test_whoever_belongs_to_a_district_is_offered_first_and_all_in_the_order_of_their_names(
    town: Town, visitor: LetIn
) -> None:
    with town.service.transaction() as session:
        session.get_one(Officer, MINH).name = "Ông Minh"
        session.get_one(Officer, HOA).name = "Quý Hoa"
        session.get_one(Officer, TUAN).name = "Đào Tuấn"
    page = visitor(BOSS).opens("/console/roster/edit?district=ninh-kieu").text
    chooser = unescape(page).split('name="officers"')[1].split("</select>")[0]
    assert re.findall(r'(?:label="|<option value="\w+">)([^"<]+)', chooser.split("</option>", 1)[1]) == [
        *("Quận Ninh Kiều", "Lan", "Ông Minh", "Quý Hoa"),
        *("Nơi khác", "Bà Sáu", "Bàn trực", "Đào Tuấn"),
    ]


def test_a_preview_tells_the_gap_that_a_change_would_make(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    with town.service.transaction() as session:
        shift = session.exec(select(Shift).where(Shift.officer == HOA)).one()
    shown = boss.sends("/console/roster/edit/remove", NK | {"what": "shift", "row": str(shift.id)})
    assert "Thay đổi này làm thiếu người" in unescape(shown.text)
    assert "Không có dự phòng" in unescape(shown.text)
    assert saves(boss, "remove", what="shift", row=str(shift.id)) == 303
    assert who(town, tier=2) == []


def test_cover_that_gets_better_is_no_warning(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        session.delete(session.exec(select(Shift).where(Shift.officer == TUAN)).one())
    fields = {"district": "cai-rang", "tier": "1", "officers": "cr1", "from": "2026-03-03T01:00"}
    shown = visitor(BOSS).sends("/console/roster/edit/override", fields | {"to": "2026-03-04T01:00"})
    assert "Không gây thêm chỗ trống" in unescape(shown.text)


def test_an_override_that_should_have_begun_begins_now(town: Town, visitor: LetIn) -> None:
    hours = {"from": "2026-03-02T20:00", "to": "2026-03-03T09:00"}
    assert saves(visitor(BOSS), "override", tier="1", officers="nk3", **hours) == 303
    assert [who(town, hours=hours) for hours in (-1, 0)] == [[LAN, MINH], [HOA]]


def test_somebody_who_has_left_is_not_said_to_be_on_duty(town: Town, visitor: LetIn) -> None:
    with town.service.transaction() as session:
        session.get_one(Officer, HOA).active = False
    assert "Cấp 2 Không ai trực" in visitor(LAN).reads("/console/roster")


def test_a_running_override_that_is_removed_ends_now_and_stays_written_down(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    saves(boss, "override", tier="1", officers="nk3", **{"from": "2026-03-03T01:00", "to": "2026-03-03T09:00"})
    assert who(town) == [HOA]
    town.clock.push(600)
    with town.service.transaction() as session:
        row = session.exec(select(Override)).one()
    assert saves(boss, "remove", what="override", row=str(row.id)) == 303
    assert who(town) == [LAN, MINH]
    assert boss.sends("/console/roster/edit/remove", NK | {"what": "override", "row": str(row.id)}).status_code == 409
    with town.service.transaction() as session:
        assert session.exec(select(Override)).one().ends_at == town.clock.now()


def test_who_saves_after_somebody_else_is_shown_the_newest_result_first(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    fields = NK | {"tier": "2", "officers": "boss"} | TONIGHT
    shown = boss.sends("/console/roster/edit/override", fields)
    seen = shown.text.split('name="seen" value="')[1].split('"')[0]
    visitor(HOA).sends(f"/console/roster/swaps/{has_offered(town, visitor(LAN))}/take")
    late = boss.sends("/console/roster/edit/override", fields | {"seen": seen, "sure": "1"})
    assert late.status_code == 409
    assert "Người khác vừa đổi lịch này" in late.text
    assert who(town, tier=2, hours=2) == [HOA]


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("override", {"officers": ""} | TONIGHT, "Chọn người trực"),
        ("override", {"officers": "ad1"} | TONIGHT, "Chọn người trực"),
        ("override", {"officers": "nk3", "instead_of": "nk3"} | TONIGHT, "Nobody"),
        ("override", {"officers": "nk3", "from": "soon", "to": ""}, "Ghi ngày và giờ"),
        ("override", {"officers": "nk3", "from": TONIGHT["to"], "to": TONIGHT["from"]}, "phải sau giờ bắt đầu"),
        ("override", {"officers": "nk3", "from": "2026-03-01T03:00", "to": "2026-03-03T01:59"}, "Giờ ấy đã qua rồi"),
        ("override", {"officers": "nk3", "tier": "-1"} | TONIGHT, "Số này chưa đúng"),
        ("shift", {"officers": "nk3", "days": "7", "start": "19:00", "end": "07:00"}, "ít nhất một ngày"),
        ("shift", {"officers": "nk3", "days": "0", "start": "25:00", "end": "07:00"}, "Ghi giờ như 19:00"),
        ("rotation", {"officers": "nk3", "from": TONIGHT["from"], "turn_hours": "0"}, "Số này chưa đúng"),
        ("remove", {"what": "officer", "row": "1"}, None),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    visitor: LetIn, kind: str, fields: dict[str, str], said: str | None
) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    answer = boss.sends(f"/console/roster/edit/{kind}", NK | {"tier": "1", "sure": "1"} | fields)
    assert answer.status_code == 422
    expected = "Không ai thay chính mình được" if said == "Nobody" else said or ""
    assert expected in unescape(answer.text)


# whose hours they are


def test_regular_hours_of_the_file_are_not_changed_here(visitor: LetIn) -> None:
    fields = NK | {"tier": "1", "officers": "boss", "days": "0", "start": "07:00", "end": "19:00"}
    assert visitor(BOSS).sends("/console/roster/edit/shift", fields).status_code == 409


def test_hours_that_the_console_owns_stay_when_a_file_is_applied_and_drift_is_told(
    town: Town, visitor: LetIn, tmp_path: Path
) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    saves(boss, "shift", tier="2", officers="boss", days="1", start="00:00", end="12:00")
    text = TOWN_FILE.read_text().replace("tier: 2, officers: [nk3]", "tier: 2, officers: [nk2]")
    file = tmp_path / "town.yaml"
    file.write_text(text.replace("officers: [cr1], days: daily", "officers: [cr1, nk3], days: daily"))
    with town.service.transaction() as session:
        kept = apply_city(session, read_city(file), now=town.clock.now()).kept
        again = apply_city(session, read_city(file), now=town.clock.now())
    assert kept == (
        "ninh-kieu: the console owns its shifts and rotations; 1 lines only in the file, 2 only in the console",
    )
    assert not again
    assert who(town, tier=2) == [HOA, "boss"]
    assert who(town, district="cai-rang") == [TUAN, HOA]
    page = boss.reads("/console/roster/edit?district=ninh-kieu")
    assert "1 dòng chỉ có trong tệp, 2 dòng chỉ có ở đây" in page
    assert "chỉ có trong tệp Cấp 2 Minh" in page


def test_a_rotation_is_shown_among_the_hours_and_removed_again(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    assert saves(boss, "rotation", tier="2", officers="boss", turn_hours="12", **{"from": "2026-03-03T00:00"}) == 303
    page = boss.opens("/console/roster/edit?district=ninh-kieu").text
    assert "Mỗi phiên 12 giờ, bắt đầu" in unescape(page)
    assert "dòng chỉ có ở đây" in unescape(page)
    row = page.split('name="what" value="rotation"><input type="hidden" name="row" value="')[1].split('"')[0]
    assert saves(boss, "remove", what="rotation", row=row) == 303
    assert who(town, tier=2) == [HOA]


def test_a_rotation_of_the_file_is_shown_before_and_after_the_console_owns_the_hours(
    town: Town, visitor: LetIn, tmp_path: Path
) -> None:
    boss, file = visitor(BOSS), tmp_path / "town.yaml"
    turns = '{district: ninh-kieu, tier: 2, officers: [nk1, nk2], start: "2026-01-01T07:00", every: 12h}'
    file.write_text(TOWN_FILE.read_text() + f"\nrotations:\n  - {turns}\n")
    town.apply(file)
    assert "Mỗi phiên 12 giờ, bắt đầu" in boss.reads("/console/roster/edit?district=ninh-kieu")
    owned_by_console(boss)
    file.write_text(file.read_text().replace("12h", "8h"))
    town.apply(file)
    assert "Mỗi phiên 8 giờ, bắt đầu" in boss.reads("/console/roster/edit?district=ninh-kieu")


def test_handed_back_the_file_holds_at_once_and_overrides_stay(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    saves(boss, "rotation", tier="2", officers="boss", turn_hours="12", **{"from": "2026-03-03T00:00"})
    saves(boss, "override", tier="1", officers="nk3", instead_of=LAN, **TONIGHT)
    assert who(town, tier=2) == [HOA, "boss"]
    assert boss.sends("/console/roster/owner", NK | {"to": "file", "sure": "true"}).status_code == 303
    assert who(town, tier=2) == [HOA]
    assert who(town, hours=2) == [HOA, MINH]
    assert changes(town, "roster.owner") == [(BOSS, "ninh-kieu: console"), (BOSS, "ninh-kieu: file")]
    town.apply(TOWN_FILE)
    assert who(town, hours=2) == [HOA, MINH]


def test_a_roster_is_handed_over_with_a_tick_only(visitor: LetIn) -> None:
    assert visitor(BOSS).sends("/console/roster/owner", NK | {"to": "console"}).status_code == 422


def test_without_a_database_known_rosters_know_the_swap_too(town: Town, visitor: LetIn) -> None:
    visitor(HOA).sends(f"/console/roster/swaps/{has_offered(town, visitor(LAN))}/take")
    town.service.last_known.refresh(town.service.transaction, now=town.clock.now())
    known = town.service.last_known.roster
    moment = town.clock.now() + timedelta(hours=2)
    assert [one.id for one in known.on_duty(district="ninh-kieu", tier=1, now=moment)] == [HOA, MINH]


def test_the_copy_of_the_roster_holds_no_overrides_that_are_over(town: Town, visitor: LetIn) -> None:
    saves(visitor(BOSS), "override", tier="1", officers="nk3", **TONIGHT)
    for seconds, known in [(5 * 3600 - 1, 1), (1, 0)]:
        town.clock.push(seconds)
        town.service.last_known.refresh(town.service.transaction, now=town.clock.now())
        assert len(town.service.last_known.roster.overrides) == known


def test_the_desk_sees_its_own_roster(visitor: LetIn) -> None:
    assert "Bàn trực thành phố" in visitor(DESK).reads("/console/roster")
