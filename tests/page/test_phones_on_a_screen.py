"""A newcomer uses the page: calls, answers, accepts, talks."""

import httpx
from playwright.sync_api import expect

from tests.stories.town import Town

from .conftest import Life, Opener
from .people import CHILD, LAN, MINH, OnScreen, two_who_talk


def test_a_child_calls_and_an_officer_takes_the_case(open_page: Opener, life: Life, town: Town) -> None:
    page = open_page()
    child, lan = two_who_talk(page)
    child.says("Con sợ lắm")
    lan.hears("Con sợ lắm")
    lan.says("Cô nghe con đây")
    child.hears("Cô nghe con đây")
    case = page.locator("#case")
    expect(case.locator(".owner")).to_contain_text("Lan")
    expect(case).to_contain_text("Quận Ninh Kiều")
    expect(case).to_contain_text("+84•••••••001")
    expect(case).not_to_contain_text(CHILD)
    number = case.locator("[data-case]").get_attribute("data-case")
    expect(case.get_by_role("link", name=number)).to_have_attribute("href", f"{town.url}/console/cases/{number}")
    OnScreen(page, MINH).is_in_state("idle")
    life.wait(4)
    lan.button("Gác máy").click()
    child.is_in_state("idle")


def test_a_window_that_is_loaded_again_shows_the_call_it_left(open_page: Opener) -> None:
    page = open_page()
    two_who_talk(page)
    page.reload()
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    child.is_in_state("talking")
    lan.is_in_state("talking")
    child.hears("Con đang ở quận, huyện nào?")
    child.says("Con đây")
    lan.hears("Con đây")


def test_two_windows_agree(open_page: Opener) -> None:
    here, there = open_page(), open_page()
    OnScreen(here, CHILD).calls()
    OnScreen(here, CHILD).says("ninh kiều")
    OnScreen(there, LAN).accepts()
    for page in (here, there):
        OnScreen(page, CHILD).is_in_state("talking")
        OnScreen(page, LAN).is_in_state("talking")


def test_the_countdown_to_the_next_step_is_shown(open_page: Opener, life: Life) -> None:
    page = open_page()
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    child.calls()
    child.says("ninh kiều")
    lan.is_in_state("ringing")
    expect(page.locator("#due-text")).to_contain_text("Bậc sau trong")
    expect(page.locator(".rung[data-running]")).to_have_attribute("data-step", "1")
    life.hurry()
    OnScreen(page, "+84912000003").is_in_state("ringing")
    expect(page.locator(".rung[data-running]")).to_have_attribute("data-step", "2")


def test_texts_are_threads_with_their_segments(open_page: Opener) -> None:
    page = open_page()
    child = OnScreen(page, CHILD)
    child.element.get_by_role("tab", name="Tin nhắn").click()
    words = child.element.get_by_role("textbox", name="Tin nhắn gửi")
    words.fill("cuu con voi [nha]")  # each bracket is a sign of the extension
    expect(child.element.locator("output")).to_have_text("19/160 ký tự · 1 đoạn (GSM-7)")
    words.fill("Cứu con với" + "!" * 60)
    expect(child.element.locator("output")).to_have_text("71/134 ký tự · 2 đoạn (UCS-2)")
    words.fill("cuu con voi, con o ninh kieu")
    child.button("Gửi").click()
    expect(child.element.locator(".thread .right")).to_contain_text("1 đoạn, GSM-7")
    expect(child.element.locator(".thread .left")).to_contain_text("Đã nhận tin")


def test_a_withheld_number_stays_withheld(open_page: Opener) -> None:
    page = open_page()
    page.get_by_label("Giấu số").check()
    OnScreen(page, CHILD).calls()
    expect(page.locator("#case .contacts")).to_contain_text("ẩn số")


def test_everything_is_said_in_english_too(open_page: Opener) -> None:
    page = open_page()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("button", name="Call the hotline")).to_be_visible()
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_story_plays_itself_and_tells_whether_it_went_right(open_page: Opener, life: Life) -> None:
    life.hurry()
    page = open_page()
    page.locator('[data-story="answered"]').click()
    run = page.locator("#run")
    expect(run).to_have_attribute("data-result", "passed", timeout=60_000)
    expect(run.locator(".checks li")).to_have_count(7)
    expect(run.locator('.checks [data-ok="false"]')).to_have_count(0)
    OnScreen(page, CHILD).is_in_state("idle")


def test_the_page_is_for_this_machine_only(town: Town) -> None:
    answer = httpx.get(town.network.api_url, headers={"host": "evil.example"}, trust_env=False)
    assert answer.status_code == 403
    answer = httpx.get(f"{town.network.api_url}/page/stream", headers={"host": "evil.example"}, trust_env=False)
    assert answer.status_code == 403


def test_no_script_of_others_can_run_in_the_page(town: Town) -> None:
    policy = httpx.get(town.network.api_url, trust_env=False).headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
