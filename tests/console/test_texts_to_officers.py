"""What officers are told by text: of their hours, and of a device that signed in under their name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from hotline.models import OfficerText
from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone
from tests.stories.town import TOWN_FILE, Town

from .door import LAN_NUMBER, MINH_NUMBER, give_password, signs_in
from .people import BOSS, LAN, MINH, TUAN, Visitor
from .test_roster import HOA, NK, TONIGHT, has_offered, saves

LetIn = Callable[[str | None], Visitor]
HOURS = "Ninh Kiều, 03:00–07:00 03/03"
NEXT_NIGHT = {"from": "2026-03-04T20:00", "to": "2026-03-05T06:00"}


@pytest.fixture
def hoa(town: Town) -> Phone:
    return town.phone("+84912000003", "Hoa")


@pytest.fixture
def minh(town: Town) -> Phone:
    return town.phone(MINH_NUMBER, "Minh")


def newest(town: Town, table: str) -> str:
    with town.service.transaction() as session:
        return str(session.connection().exec_driver_sql(f"SELECT max(id) FROM {table}").scalar_one())


def read_by(town: Town, phone: Phone) -> list[str]:
    town.passes(1)
    return list(phone.inbox)


def test_who_could_take_hours_hears_of_them_and_who_had_them_hears_what_became_of_it(
    town: Town, visitor: LetIn, lan: Phone, hoa: Phone
) -> None:
    tuan, boss = town.phone("+84912000011", "Tuấn"), visitor(BOSS)
    offer = has_offered(town, visitor(LAN))
    assert read_by(town, hoa) == [f"Lan nhờ trực thay {HOURS}. Nhận ở trang lịch trực."]
    visitor(HOA).sends(f"/console/roster/swaps/{offer}/take")
    assert read_by(town, lan) == [f"Hoa trực thay anh chị {HOURS}."]
    assert tuan.inbox == []
    assert saves(boss, "remove", what="override", row=newest(town, "override")) == 303
    assert read_by(town, lan)[1:] == [f"Anh chị lại trực {HOURS}: không còn ai trực thay."]
    assert read_by(town, hoa)[1:] == [f"Anh chị không còn phải trực thay {HOURS}."]


def test_nobody_is_woken_for_hours_that_are_not_soon_nor_told_of_what_is_over_by_the_morning(
    town: Town, visitor: LetIn, hoa: Phone, minh: Phone
) -> None:
    lan, boss = visitor(LAN), visitor(BOSS)
    lan.sends("/console/roster/swaps", NK | {"tier": "1"} | NEXT_NIGHT)
    assert saves(boss, "override", tier="1", officers=HOA, **NEXT_NIGHT) == 303
    assert (read_by(town, hoa), read_by(town, minh)) == ([], [])
    lan.sends(f"/console/roster/swaps/{newest(town, 'swap_offer')}/withdraw")
    town.passes(5 * 3600)
    assert hoa.inbox == ["Anh chị được xếp trực Ninh Kiều, 20:00 04/03–06:00 05/03."]
    assert minh.inbox == ["Hoa trực thay anh chị Ninh Kiều, 20:00 04/03–06:00 05/03."]  # and nothing of the offer


def test_all_whom_an_override_for_everybody_takes_off_duty_are_told_and_told_again_when_it_ends(
    town: Town, visitor: LetIn, lan: Phone, hoa: Phone, minh: Phone
) -> None:
    boss = visitor(BOSS)
    assert saves(boss, "override", tier="1", officers=MINH, **TONIGHT) == 303
    assert read_by(town, lan) == [f"Minh trực thay anh chị {HOURS}."]
    assert read_by(town, minh) == [f"Anh chị được xếp trực {HOURS}."]
    assert saves(boss, "remove", what="override", row=newest(town, "override")) == 303
    assert read_by(town, lan)[1:] == [f"Anh chị lại trực {HOURS}: không còn ai trực thay."]
    assert read_by(town, hoa) == []


def test_of_two_overrides_for_everybody_only_the_later_one_takes_anybody_off_duty(
    town: Town, visitor: LetIn, lan: Phone, hoa: Phone
) -> None:
    boss = visitor(BOSS)
    saves(boss, "override", tier="1", officers=HOA, **TONIGHT)
    first = newest(town, "override")
    saves(boss, "override", tier="1", officers=BOSS, **TONIGHT)
    assert read_by(town, hoa) == [f"Anh chị được xếp trực {HOURS}.", f"Bà Sáu trực thay anh chị {HOURS}."]
    saves(boss, "remove", what="override", row=first)
    assert read_by(town, lan) == [f"Hoa trực thay anh chị {HOURS}."]


def test_who_is_on_duty_also_without_an_override_is_not_told_by_its_end_that_they_are_off(
    town: Town, visitor: LetIn, lan: Phone
) -> None:
    boss = visitor(BOSS)
    assert saves(boss, "override", tier="1", officers=LAN, **TONIGHT) == 303
    told = read_by(town, lan)
    assert told == [f"Anh chị được xếp trực {HOURS}."]
    assert saves(boss, "remove", what="override", row=newest(town, "override")) == 303
    assert read_by(town, lan) == told


def test_who_stood_in_for_a_stand_in_is_told_when_that_falls_away_with_the_first_one(
    town: Town, visitor: LetIn, lan: Phone
) -> None:
    boss, tuan = visitor(BOSS), town.phone("+84912000011", "Tuấn")
    saves(boss, "override", tier="1", instead_of=LAN, officers=HOA, **TONIGHT)
    first = newest(town, "override")
    saves(boss, "override", tier="1", instead_of=HOA, officers=TUAN, **TONIGHT)
    assert read_by(town, tuan) == [f"Anh chị được xếp trực {HOURS}."]
    saves(boss, "remove", what="override", row=first)
    assert read_by(town, lan)[1:] == [f"Anh chị lại trực {HOURS}: không còn ai trực thay."]
    assert read_by(town, tuan)[1:] == [f"Anh chị không còn phải trực thay {HOURS}."]


def test_who_is_put_on_duty_and_taken_off_before_they_were_told_is_told_nothing(
    town: Town, visitor: LetIn, hoa: Phone
) -> None:
    boss = visitor(BOSS)
    saves(boss, "override", tier="1", officers=HOA, **NEXT_NIGHT)
    saves(boss, "remove", what="override", row=newest(town, "override"))
    town.passes(8 * 3600)
    assert hoa.inbox == []


def test_an_override_of_the_city_file_is_told_once_however_often_it_is_applied(
    town: Town, lan: Phone, hoa: Phone, tmp_path: Path
) -> None:
    file = tmp_path / "town.yaml"
    hours = 'from: "2026-03-03 09:00", to: "2026-03-03 12:00"'
    file.write_text(
        TOWN_FILE.read_text() + f"\noverrides:\n  - {{district: ninh-kieu, tier: 1, officers: [nk3], {hours}}}\n"
    )
    for _ in range(2):
        town.apply(file)
    assert read_by(town, hoa) == ["Anh chị được xếp trực Ninh Kiều, 09:00–12:00 03/03."]
    assert read_by(town, lan) == ["Hoa trực thay anh chị Ninh Kiều, 09:00–12:00 03/03."]


def test_an_override_of_the_city_file_that_lasts_longer_is_told_as_what_it_is_now_and_nothing_as_over(
    town: Town, lan: Phone, hoa: Phone, tmp_path: Path
) -> None:
    file = tmp_path / "town.yaml"
    for end in ("12", "13"):
        hours = f'from: "2026-03-03 09:00", to: "2026-03-03 {end}:00"'
        row = f"{{district: ninh-kieu, tier: 1, officers: [nk3], {hours}}}"
        file.write_text(f"{TOWN_FILE.read_text()}\noverrides:\n  - {row}\n")
        town.apply(file)
        town.passes(1)
    told = [f"Ninh Kiều, 09:00–{end}:00 03/03." for end in ("12", "13")]
    assert hoa.inbox == [f"Anh chị được xếp trực {hours}" for hours in told]
    assert lan.inbox == [f"Hoa trực thay anh chị {hours}" for hours in told]


@pytest.mark.parametrize("fault", [RestFault.SERVER_ERROR, RestFault.LOST_BEFORE, RestFault.LOST_AFTER])
def test_a_text_that_may_have_gone_astray_comes_once_all_the_same(
    town: Town, visitor: LetIn, hoa: Phone, fault: RestFault
) -> None:
    town.faults.lost_seconds = 0.2
    town.faults.rest.append(fault)
    saves(visitor(BOSS), "override", tier="1", officers=HOA, **TONIGHT)
    for _ in range(4):
        town.passes(20)
    assert hoa.inbox == [f"Anh chị được xếp trực {HOURS}."]


def test_a_text_that_no_process_could_send_for_an_hour_is_not_sent_any_more(
    town: Town, visitor: LetIn, hoa: Phone
) -> None:
    town.staff.worker_lives = town.staff.watch_lives = False
    saves(visitor(BOSS), "override", tier="1", officers=HOA, **TONIGHT)
    town.passes(3600)
    town.staff.worker_lives = town.staff.watch_lives = True
    assert read_by(town, hoa) == []
    with town.service.transaction() as session:
        assert {text.error for text in session.exec(select(OfficerText))} == {"late"}


def test_a_device_that_nobody_knows_is_told_of_at_once_and_the_same_one_not_again(
    town: Town, visitor: LetIn, lan: Phone, good_hash: str
) -> None:
    give_password(town, good_hash, LAN)
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
    thief = visitor(None)
    assert signs_in(thief, LAN_NUMBER, "a wrong guess").status_code == 200
    assert read_by(town, lan) == []
    for _ in range(2):
        assert signs_in(thief, LAN_NUMBER, **{"user-agent": agent}).status_code == 303
        thief.sends("/console/sign-out")
    assert read_by(town, lan) == [
        "Máy mới đăng nhập tên anh chị lúc 02:00: Chrome · Android. Không phải anh chị? Báo quản trị ngay."
    ]
    assert town.notifications(LAN, "sms") == town.notifications(MINH, "sms") == []
