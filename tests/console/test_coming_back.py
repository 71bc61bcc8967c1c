"""A button that is pressed when the sign-in is over leads to the way in, and from there back to its page."""

from collections.abc import Callable

import httpx
import pytest

from hotline.simulator.phones import Phone
from hotline.staff import sign_ins
from tests.stories.town import Town

from .door import BOSS_NUMBER, GOOD, LAN_NUMBER, give_password, gives_texted_code, signs_in
from .people import BOSS, LAN, Visitor

Doorway = Callable[[str | None], Visitor]
OUTSIDE = ["https://evil.example//evil.example/console/", "/console/../", "/console/alerts/1/accept", "", "x" * 600]


def presses_too_late(town: Town, visitor: Visitor, page: str, form: str = "/console/alerts/1/accept") -> httpx.Response:
    """A form of this page, sent as a browser does, after the sign-in has been ended elsewhere."""
    with town.service.transaction() as session:
        for officer in (LAN, BOSS):
            sign_ins.end(session, officer, now=town.clock.now())
    referer = page if page.startswith("https://") else town.url + page
    return visitor.sends(form, accept="text/html,*/*;q=0.8", referer=referer)


def test_lan_accepts_when_signed_out_and_finds_the_case_again(
    town: Town, visitor: Doorway, good_hash: str, child: Phone
) -> None:
    give_password(town, good_hash, LAN)
    child.texts("con ở ninh kiều")
    lan, page = visitor(LAN), f"/console/cases/{town.record('cases')['number']}"
    answer = presses_too_late(town, lan, f"{page}?said=message")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")
    assert "việc vừa bấm chưa được làm" in lan.reads("/console/sign-in")
    assert signs_in(lan, LAN_NUMBER, "wrong").status_code == 200
    assert signs_in(lan, LAN_NUMBER, GOOD).headers["location"] == f"{page}?said=message"
    assert "Nhận ca" in lan.reads(page)
    assert "back" not in lan.http.cookies


def test_a_manager_comes_back_after_the_code(town: Town, visitor: Doorway, good_hash: str) -> None:
    give_password(town, good_hash, BOSS)
    boss, page = visitor(BOSS), "/console/roster?district=cai-rang"
    presses_too_late(town, boss, page, "/console/roster/notes")
    assert signs_in(boss, BOSS_NUMBER).headers["location"] == "/console/code"
    assert gives_texted_code(boss, town.phone(BOSS_NUMBER)).headers["location"] == page


@pytest.mark.parametrize("page", OUTSIDE)
def test_what_is_no_page_of_ours_is_not_come_back_to(town: Town, visitor: Doorway, good_hash: str, page: str) -> None:
    give_password(town, good_hash, LAN)
    lan = visitor(LAN)
    assert presses_too_late(town, lan, page).headers["location"] == "/console/sign-in"
    lan.http.cookies.set("back", page)
    assert "việc vừa bấm" not in lan.reads("/console/sign-in")
    assert signs_in(lan, LAN_NUMBER).headers["location"] == "/console/"
