"""The board on the wall: how it stands, and nothing about anybody."""

from collections.abc import Callable

import pytest

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .people import ADMIN, AUDITOR, LAN, TUAN, Visitor

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


def test_the_wall_is_not_for_strangers_nor_for_whoever_is_told_of_whole_months_only(visitor: Let) -> None:
    assert [visitor(who).opens("/console/wall").status_code for who in (ADMIN, AUDITOR)] == [404, 404]
    assert visitor(None).opens("/console/wall").headers["location"] == "/console/sign-in"
    assert visitor(AUDITOR).http.get("/console/live").status_code == 404
