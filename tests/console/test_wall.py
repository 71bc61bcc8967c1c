"""The board on the wall: how it stands, and nothing about anybody."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hotline.models import Alert, Case, Contact, ContactChannel
from hotline.simulator.phones import Phone
from routing.models import Shift
from tests.stories.town import TOWN_FILE, Town

from .people import ADMIN, AUDITOR, BOSS, LAN, TUAN, Visitor

Let = Callable[[str | None], Visitor]


@pytest.mark.parametrize("officer", [LAN, TUAN])
def test_everybody_in_the_room_reads_how_it_stands(visitor: Let, town: Town, child: Phone, officer: str) -> None:
    child.calls()
    child.presses("1")
    number = town.record("cases")["number"]
    words = visitor(officer).reads("/console/wall")
    assert "1 đang reo" in words
    assert f"{number} Quận Ninh Kiều 02:00:00 ☎" in words
    assert "1 Ca đang mở" in words
    assert "Người gọi đang chờ trên máy" in words
    assert not [secret for secret in ("+849", "0000001", "Lan,", "Minh") if secret in words]


def test_what_rings_while_its_district_is_not_known_is_told_as_the_city_desks(
    visitor: Let, town: Town, child: Phone
) -> None:
    child.texts("cứu con")
    town.network.wait_idle()
    assert f"{town.record('cases')['number']} Bàn trực thành phố 02:00:0" in visitor(LAN).reads("/console/wall")


def test_a_quiet_night_is_told_as_one(visitor: Let, town: Town) -> None:
    words = visitor(LAN).reads("/console/wall")
    assert "0 đang reo" in words
    assert "– cuộc gọi hôm nay gặp người trong 15 giây" in words


def test_the_wall_tells_how_many_were_answered_in_time_today(
    visitor: Let, town: Town, child: Phone, lan: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    town.network.wait_idle()
    assert "100 % cuộc gọi hôm nay gặp người trong 15 giây (mục tiêu 90 %)" in visitor(LAN).reads("/console/wall")


def are_answered(town: Town, *, in_time: int, late: int) -> None:
    """So many of today's calls."""
    now, line = town.clock.now(), {"caller": "+84900000001", "called": "+842923000111"}
    with town.service.transaction() as session:
        for number, seconds in enumerate([1] * in_time + [60] * late):
            call = Contact(channel=ContactChannel.VOICE, sid=f"CA{number}", started_at=now, **line)
            call.answered_by, call.answered_at = LAN, now + timedelta(seconds=seconds)
            session.add(call)


def test_a_share_below_the_target_is_not_rounded_up_to_it(visitor: Let, town: Town) -> None:
    are_answered(town, in_time=43, late=5)
    words = visitor(LAN).reads("/console/wall")
    assert "89,5 % cuộc gọi hôm nay gặp người trong 15 giây (mục tiêu 90 %) ⚠ dưới mục tiêu" in words


def ring(town: Town, count: int, *, drill: bool) -> None:
    now = town.clock.now()
    with town.service.transaction() as session:
        cases = [Case(number=f"{drill}-{number}", opened_at=now, drill=drill) for number in range(count)]
        session.add_all(cases)
        session.flush()
        session.add_all(Alert(case_id=case.id, opened_at=now) for case in cases)


def test_however_much_rings_all_of_it_is_counted_but_for_drills(visitor: Let, town: Town) -> None:
    ring(town, 301, drill=True)
    ring(town, 302, drill=False)
    page = visitor(BOSS).opens("/console/wall").text
    assert "<strong>302</strong> đang reo" in page
    assert len(re.findall(r"False-\d+", page)) == 6
    board = visitor(BOSS).opens("/console/").text
    assert 'data-count="603"' in board
    assert board.count("data-alert=") == 300


def test_who_is_on_duty_in_two_tiers_is_one_person(visitor: Let, town: Town) -> None:
    with town.service.transaction() as session:
        session.add(Shift(district="ninh-kieu", tier=2, officer=LAN, days=list(range(7))))
    assert "Quận Ninh Kiều 0 3" in visitor(LAN).reads("/console/wall")


def test_the_clock_shows_the_citys_time(visitor: Let, town: Town, tmp_path: Path) -> None:
    elsewhere = tmp_path / "city.yaml"
    elsewhere.write_text(TOWN_FILE.read_text().replace("city: {", "city: {timezone: Asia/Tokyo, "))
    town.apply(elsewhere)
    assert re.search(r'data-zone="Asia/Tokyo"[^>]*>04:00<', visitor(LAN).opens("/console/wall").text)


def test_the_wall_is_not_for_strangers_nor_for_whoever_is_told_of_whole_months_only(visitor: Let) -> None:
    assert [visitor(who).opens("/console/wall").status_code for who in (ADMIN, AUDITOR)] == [404, 404]
    assert visitor(None).opens("/console/wall").headers["location"] == "/console/sign-in"
    assert visitor(AUDITOR).http.get("/console/live").status_code == 404
