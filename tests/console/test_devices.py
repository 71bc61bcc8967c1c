"""A device that is lost, or a secret that is stolen, is worth nothing once its officer says so."""

import re
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import httpx
import pytest

from hotline.console import live
from hotline.console.cookies import PLAIN_SESSION
from tests.stories.town import TOWN_FILE, Town

from .door import GOOD, LAN_NUMBER, follows, give_password, signs_in
from .people import BOSS, LAN, Visitor

BETTER = "bốn con chim sẻ nâu"

Doorway = Callable[[str | None], Visitor]


@pytest.fixture
def town(town: Town, good_hash: str) -> Town:
    give_password(town, good_hash, LAN, BOSS)
    return town


def changes_password(visitor: Visitor, old: str = GOOD, new: str = BETTER) -> httpx.Response:
    fields = {"old": old, "password": new, "again": new}
    return follows(visitor, visitor.sends("/console/devices/password", fields))


def test_a_page_that_is_open_on_a_lost_device_hears_no_more(
    town: Town, visitor: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "WELCOME_SECONDS", 0.0)
    monkeypatch.setattr(live, "BREATH_SECONDS", 0.1)
    lan, lost = visitor(LAN), visitor(LAN)
    with lost.http.stream("GET", "/console/live") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: hello"
        lan.sends("/console/devices/end-others")
        assert "event: goodbye" in list(lines)
    assert lost.opens("/console/").headers["location"] == "/console/sign-in"
    assert lost.http.get("/console/board", headers={"hx-request": "true"}).status_code == 401
    assert lan.opens("/console/devices").status_code == 200


def test_whoever_opens_more_pages_than_anybody_reads_wears_out_their_own_alone(
    visitor: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "MOST_PAGES", 2)
    monkeypatch.setattr(live, "BREATH_SECONDS", 0.1)
    lan, boss = visitor(LAN), visitor(BOSS)
    with ExitStack() as pages:
        first, *others = [
            pages.enter_context(one.http.stream("GET", "/console/live")).iter_lines() for one in (lan, boss, lan, lan)
        ]
        heard = list(islice(first, 300))
        assert len(heard) < 300, "it goes on and on"
        assert "event: goodbye" not in heard  # at which the page would begin anew
        assert all("event: breath" in islice(lines, 9) for lines in others)


def test_a_new_password_ends_what_is_signed_in_elsewhere_and_whoever_has_copied_the_secret(
    town: Town, visitor: Doorway
) -> None:
    lan, other, thief = visitor(LAN), visitor(LAN), visitor(None)
    thief.http.cookies[PLAIN_SESSION] = lan.http.cookies[PLAIN_SESSION]
    assert changes_password(lan).headers["location"] == "/console/devices?done=password"
    for somebody in (other, thief):
        assert somebody.opens("/console/devices").headers["location"] == "/console/sign-in"
    assert "Đã đổi mật khẩu" in lan.reads("/console/devices?done=password")
    assert lan.sends("/console/devices/end-others").status_code == 303
    assert signs_in(visitor(None), LAN_NUMBER).status_code == 200
    assert signs_in(visitor(None), LAN_NUMBER, BETTER).status_code == 303


def test_a_thief_of_a_device_guesses_the_password_no_faster_than_at_the_door(town: Town, visitor: Doorway) -> None:
    thief = visitor(LAN)
    for _ in range(5):
        assert "chưa đúng" in changes_password(thief, old="a guess").text
    assert "Đợi 30 giây" in changes_password(thief).text


def test_nobody_ends_a_device_of_somebody_else(town: Town, visitor: Doorway) -> None:
    lan, boss = visitor(LAN), visitor(BOSS)
    for sign_in in range(1, 4):
        boss.sends(f"/console/devices/{sign_in}/end")
    assert lan.opens("/console/").status_code == 200


def test_who_looks_over_the_shoulder_sees_half_way_sign_ins_for_what_they_are(town: Town, visitor: Doorway) -> None:
    """Somebody who knows the password and has no code is the first sign of a thief."""
    boss = visitor(BOSS)
    signs_in(visitor(None), "+84912000090")
    assert "chưa nhập mã" in boss.reads("/console/devices")


def test_who_leaves_or_gets_another_telephone_signs_in_anew(town: Town, visitor: Doorway, tmp_path: Path) -> None:
    """What is signed in may be in other hands by the time they are back."""
    usual = TOWN_FILE.read_text()
    without_lan = re.sub(r".*id: nk1.*\n", "", usual).replace("[nk1, nk2]", "[nk2]")
    for meanwhile in (without_lan, usual.replace(LAN_NUMBER, "+84912000777")):
        lan, boss = visitor(LAN), visitor(BOSS)
        for words in (meanwhile, usual):
            city_file = tmp_path / "town.yaml"
            city_file.write_text(words)
            town.apply(city_file)
        assert lan.opens("/console/devices").headers["location"] == "/console/sign-in"
        assert boss.opens("/console/devices").status_code == 200
