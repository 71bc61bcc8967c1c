"""Officers accept, pass on and take over at the board, while telephones ring."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from hotline.casework.due import next_due
from hotline.models import Alert, Case, CaseState, Contact
from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .casebook import CasePage, events
from .people import ADMIN, AUDITOR, BOSS, LAN, MINH, TUAN, Visitor

Let = Callable[[str | None], Visitor]
HTMX = {"hx-request": "true"}


@pytest.fixture
def minh(town: Town) -> Phone:
    return town.phone("+84912000002", "Minh")


@pytest.fixture
def waiting(town: Town, child: Phone, lan: Phone) -> Phone:
    """A child in Ninh Kiều who waits on the line while Lan's and Minh's telephones ring."""
    child.calls()
    child.presses("1")
    lan.rings()
    return child


@pytest.fixture
def written(town: Town, child: Phone, lan: Phone) -> None:
    """A child has written, and nobody waits on the line."""
    child.texts("con ở ninh kiều, cứu con")
    lan.rings()


def alert(town: Town) -> int:
    return int(town.records("alerts")[-1]["id"])


def alert_of(town: Town, number: str) -> int:
    return next(int(one["id"]) for one in town.records("alerts") if one["case"] == number)


def does(visitor: Visitor, path: str, **fields: str) -> str:
    """Press a button of the board; what it says then."""
    answer = visitor.sends(f"/console/{path}", fields, **HTMX)
    assert answer.status_code == 200, answer.status_code
    return said(answer.text)


def accepts(visitor: Visitor, alert_id: int) -> str:
    words = does(visitor, f"alerts/{alert_id}/accept")
    visitor.town.network.wait_idle()
    return words


def passes_on(visitor: Visitor, alert_id: int) -> str:
    words = does(visitor, f"alerts/{alert_id}/pass")
    visitor.town.network.wait_idle()
    return words


def said(html: str) -> str:
    (notice,) = re.findall(r'<div id="said".*?</div>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", notice).split())


def call_of(town: Town, officer: str) -> str:
    return str(town.notifications(officer)[-1]["state"])


def test_the_board_tells_what_rings_whom_and_since_when(visitor: Let, town: Town, waiting: Phone) -> None:
    words = visitor(LAN).reads("/console/")
    for part in ("Quận Ninh Kiều", "Người gọi đang chờ trên máy", "Bậc 1/4", "Lan (điện thoại", "Khẩn cấp"):
        assert part in words
    assert "+84900000001" not in words


def test_accepting_ends_the_ringing_and_the_case_is_hers(
    visitor: Let, town: Town, written: None, lan: Phone, minh: Phone
) -> None:
    assert "Anh chị đã nhận ca" in accepts(visitor(LAN), alert(town))
    lan.is_not_ringing()
    minh.is_not_ringing()
    assert (call_of(town, LAN), call_of(town, MINH)) == ("accepted", "cancelled")
    case = town.record("cases")
    assert (case["state"], case["acknowledged_by"]) == ("acknowledged", LAN)


def test_accepting_twice_is_accepting_once(visitor: Let, town: Town, written: None) -> None:
    lan = visitor(LAN)
    number = alert(town)
    accepts(lan, number)
    assert "Anh chị đã nhận ca" in accepts(lan, number)
    assert len([line for line in events(town, "alert.state") if line["to"] == "acknowledged"]) == 1


def test_who_comes_second_reads_who_has_it_and_since_when(visitor: Let, town: Town, written: None) -> None:
    number = alert(town)
    accepts(visitor(LAN), number)
    assert re.search(r"Lan đã nhận ca CT-\d+ lúc 02:00:\d\d", accepts(visitor(MINH), number))


def test_of_two_who_accept_together_one_has_it(visitor: Let, town: Town, written: None) -> None:
    number, officers = alert(town), [visitor(LAN), visitor(MINH), visitor(BOSS)]
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda one: does(one, f"alerts/{number}/accept"), officers))
    assert sum("Anh chị đã nhận" in answer for answer in answers) == 1
    assert sum(" đã nhận ca CT-" in answer and "Anh chị" not in answer for answer in answers) == 2


def test_the_caller_who_waits_is_put_through_with_the_phone_that_rings(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    assert "nghe điện thoại và bấm 1" in accepts(visitor(LAN), alert(town))
    minh.is_not_ringing()
    lan.answers()
    lan.hears("người gọi đang chờ anh chị")
    lan.presses("1")
    lan.talks_with(waiting)
    assert lan.rang == 1
    assert town.record("contacts")["answered_by"] == LAN


def told_now(visitor: Visitor, town: Town, said: str = "joining") -> str:
    case = town.record("cases")["number"]
    answer = visitor.opens(f"/console/notice?said={said}&case={case}")
    return "as before" if answer.status_code == 204 else " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.mark.parametrize("said", ["accepted", "taken_over", "passed", "busy"])
def test_no_success_is_told_of_a_case_that_has_been_closed_since(
    visitor: Let, town: Town, case_number: str, said: str
) -> None:
    one = visitor(LAN)
    assert told_now(one, town, said)
    page = CasePage(one, case_number)
    page.succeeds("first_action", body="Gọi công an phường")
    page.succeeds("close", disposition="helped", body="Đã xong")
    assert told_now(one, town, said) == ""


def test_whoever_accepted_is_told_so_alone_when_the_caller_has_gone_before_they_could_talk(
    visitor: Let, town: Town, waiting: Phone, lan: Phone
) -> None:
    one = visitor(LAN)
    accepts(one, alert(town))
    assert told_now(one, town) == "as before"
    waiting.hangs_up()
    assert told_now(one, town).startswith("✓ Anh chị đã nhận ca")
    assert "bấm 1" not in told_now(one, town)


def test_whoever_accepted_and_did_not_answer_is_no_longer_told_to_press_1(
    visitor: Let, town: Town, waiting: Phone, lan: Phone
) -> None:
    one = visitor(LAN)
    accepts(one, alert(town))
    town.passes(30)
    assert town.records("alerts")[-1]["state"] == "ringing"
    assert told_now(one, town) == ""


def test_whoever_did_not_answer_is_not_told_to_press_1_when_a_colleague_has_accepted_instead(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    one, other = visitor(LAN), visitor(MINH)
    accepts(one, alert(town))
    town.passes(30)
    assert "nghe điện thoại và bấm 1" in accepts(other, alert(town))
    assert (told_now(one, town), told_now(other, town)) == ("", "as before")


def test_an_officer_who_was_not_rung_is_rung_for_the_caller_who_waits(
    visitor: Let, town: Town, waiting: Phone, lan: Phone
) -> None:
    boss = town.phone("+84912000090", "Bà Sáu")
    boss.is_not_ringing()
    accepts(visitor(BOSS), alert(town))
    lan.is_not_ringing()
    boss.answers()
    boss.presses("1")
    boss.talks_with(waiting)
    assert call_of(town, BOSS) == "accepted"


def test_a_telephone_that_hears_the_offer_already_serves_as_well(
    visitor: Let, town: Town, waiting: Phone, lan: Phone
) -> None:
    lan.answers()
    accepts(visitor(LAN), alert(town))
    lan.presses("1")
    lan.talks_with(waiting)


def test_who_accepts_and_does_not_answer_leaves_nobody_waiting(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    accepts(visitor(LAN), alert(town))
    minh.is_not_ringing()
    town.passes(30)
    assert town.records("alerts")[-1]["state"] == "ringing"
    minh.answers()
    minh.presses("1")
    minh.talks_with(waiting)
    assert town.record("cases")["acknowledged_by"] == LAN


def test_a_voicemail_that_answers_is_not_given_the_child(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    accepts(visitor(LAN), alert(town))
    lan.answers()
    for _ in range(2):
        lan.stays_silent()
    town.passes(20)
    assert town.records("alerts")[-1]["state"] == "ringing"
    minh.rings()


def test_an_officer_on_another_call_is_told_that_nobody_could_be_put_through(
    visitor: Let, town: Town, waiting: Phone, lan: Phone
) -> None:
    lan.answers()
    lan.presses("1")
    lan.talks_with(waiting)
    other = town.phone("+84900000002", "other")
    other.calls()
    other.presses("1")
    town.network.wait_idle()
    assert "máy của anh chị đang bận" in accepts(visitor(LAN), alert(town))
    assert town.records("alerts")[-1]["state"] == "ringing"


def test_passing_on_at_the_board_frees_the_telephone_and_rings_the_next_when_all_have(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    number = alert(town)
    assert "Đã chuyển ca" in passes_on(visitor(LAN), number)
    lan.is_not_ringing()
    assert call_of(town, LAN) == "declined"
    passes_on(visitor(MINH), number)
    town.phone("+84912000003", "Hoa").rings()
    assert "không còn gọi anh chị" in passes_on(visitor(LAN), number)


def test_an_alert_that_everybody_missed_is_red_and_can_still_be_accepted(
    visitor: Let, town: Town, written: None
) -> None:
    town.passes(600)
    boss = visitor(BOSS)
    assert "chưa ai nhận" in boss.reads("/console/")
    accepts(boss, alert(town))
    assert town.records("alerts")[-1]["state"] == "acknowledged"


def it_was_yesterday(town: Town) -> None:
    """All that happened so far. To let a day pass while an alert rings takes a minute of ours."""
    with town.service.transaction() as session:
        moments: tuple[Any, ...] = (Contact.started_at, Case.opened_at, Alert.opened_at)
        for moment in moments:
            session.exec(update(moment.class_).values({moment: moment - timedelta(hours=25)}))


def test_the_number_of_contacts_that_nobody_took_leads_to_their_cases_and_to_no_others(
    visitor: Let, town: Town, written: None, child: Phone, lan: Phone
) -> None:
    it_was_yesterday(town)
    neighbour = town.phone("+84900000002", "neighbour")
    for words in ("đứa bé ở An Hòa bị đánh", "nó lại khóc, ở An Hòa"):
        neighbour.texts(words)
    town.phone("+84900000003", "elsewhere").texts("con ở Lê Bình, cứu con")
    town.network.wait_idle()
    _old, new, _elsewhere = (case["number"] for case in town.records("cases"))
    board = visitor(LAN).opens("/console/").text
    link = re.search(r'<a [^>]*href="(/console/cases[^"#]*)#all">([^<]+)</a>', board)
    assert link
    assert link[2] == "Liên hệ 24 giờ qua chưa ai nhận: 2 (trong 1 ca)"
    assert set(re.findall(r"CT-\d+", visitor(LAN).opens(link[1]).text)) == {new}
    accepts(visitor(LAN), alert_of(town, new))
    assert "chưa ai nhận:" not in visitor(LAN).reads("/console/")


def has_many_cases(town: Town, count: int) -> None:
    """Lan, of every kind, each opened a minute after the one before. The first half is seen to."""
    now, minute = town.clock.now(), timedelta(minutes=1)
    done = [("first_action_at",), ("first_action_at", "arrived_at"), ("child_safe_at",), ()]
    with town.service.transaction() as session:
        for number in range(count):
            steps = dict.fromkeys(done[number % 4] if number < count / 2 else (), now)
            case = Case(number=f"X-{number}", opened_at=now + number * minute, district="ninh-kieu", **steps)
            case.state, case.acknowledged_at, case.acknowledged_by = CaseState.ACKNOWLEDGED, now, LAN
            session.add(case)


def test_of_more_cases_than_fit_board_and_list_show_the_same_those_due_first(visitor: Let, town: Town) -> None:
    has_many_cases(town, 120)
    with town.service.transaction() as session:
        cases = session.exec(select(Case).order_by(col(Case.opened_at))).all()
        dues = [(next_due(case, {}).at or datetime.max.replace(tzinfo=UTC), case.number) for case in cases]
    first = [number for _, number in sorted(dues, key=lambda due: due[0])][:50]
    for path in ("/console/", "/console/cases"):
        mine = visitor(LAN).opens(path).text.split('id="mine"')[1].split("</section>")[0]
        assert re.findall(r">(X-\d+)<", mine) == first


def test_what_is_due_this_very_moment_is_not_late_yet(visitor: Let, town: Town) -> None:
    has_many_cases(town, 1)
    pages = ("/console/", "/console/cases", "/console/cases/X-0")
    town.clock.push(2 * 3600)
    assert not [path for path in pages if "Quá hạn" in visitor(LAN).reads(path)]
    town.clock.push(0.001)
    assert [path for path in pages if "Quá hạn" in visitor(LAN).reads(path)] == [*pages]


def test_a_colleague_takes_over_and_who_had_it_is_told(visitor: Let, town: Town, written: None, lan: Phone) -> None:
    accepts(visitor(LAN), alert(town))
    number = town.record("cases")["number"]
    minh = visitor(MINH)
    assert "Nhận thay Lan" in minh.reads("/console/")
    assert "nay là của anh chị" in does(minh, f"cases/{number}/take-over", owner=LAN)
    town.network.wait_idle()
    lan.reads("Đồng nghiệp đã nhận ca này thay anh chị")
    assert town.record("cases")["acknowledged_by"] == MINH
    notice = visitor(LAN).reads(f"/console/notice?said=accepted&case={number}")
    assert f"Minh đã nhận thay anh chị ca {number}" in notice
    (line,) = events(town, "case.owner")
    assert (line["from"], line["to"], line["who"]) == (LAN, MINH, MINH)
    assert "nay là của anh chị" in does(minh, f"cases/{number}/take-over", owner=LAN)
    assert len(events(town, "case.owner")) == 1


def test_who_comes_on_duty_takes_over_on_the_page_of_the_case_hours_later(
    visitor: Let, town: Town, case_number: str, lan: Phone
) -> None:
    town.clock.push(5 * 3600)
    minh = visitor(MINH)
    assert "Nhận thay" not in minh.reads("/console/")
    assert "Nhận thay" not in visitor(LAN).reads(f"/console/cases/{case_number}")
    form = minh.opens(f"/console/cases/{case_number}").text.split("/take-over")[1].split("</form>")[0]
    assert "Nhận thay Lan" in form
    assert f'name="owner" value="{LAN}"' in form
    answer = minh.sends(f"/console/cases/{case_number}/take-over", {"owner": LAN})
    assert "nay là của anh chị" in minh.reads(answer.headers["location"])
    assert "Nhận thay" not in minh.reads(f"/console/cases/{case_number}")
    town.network.wait_idle()
    lan.reads("Đồng nghiệp đã nhận ca này thay anh chị")
    mine = [visitor(who).opens("/console/").text.split('id="mine"')[1].split("</section>")[0] for who in (LAN, MINH)]
    assert [case_number in cases for cases in mine] == [False, True]


def test_an_officer_of_another_district_sees_nothing_and_can_do_nothing(
    visitor: Let, town: Town, written: None
) -> None:
    tuan, number = visitor(TUAN), town.record("cases")["number"]
    assert number not in tuan.opens("/console/").text
    assert tuan.sends(f"/console/alerts/{alert(town)}/accept").status_code == 404
    assert tuan.sends(f"/console/alerts/{alert(town)}/pass").status_code == 404
    assert tuan.sends(f"/console/cases/{number}/take-over", {"owner": LAN}).status_code == 404
    assert tuan.sends("/console/alerts/999999999999/accept").status_code == 404
    assert number not in tuan.opens(f"/console/?said=accepted&case={number}").text
    assert town.records("alerts")[-1]["state"] == "ringing"


@pytest.mark.parametrize(("officer", "where"), [(AUDITOR, "figures"), (ADMIN, "accounts")])
def test_whoever_works_on_no_cases_is_led_to_their_own_page(visitor: Let, officer: str, where: str) -> None:
    assert visitor(officer).opens("/console/").headers["location"] == f"/console/{where}"
    assert visitor(officer).sends("/console/alerts/1/accept").status_code == 404


def test_without_a_script_the_button_leads_back_to_the_board(visitor: Let, town: Town, written: None) -> None:
    lan = visitor(LAN)
    answer = lan.sends(f"/console/alerts/{alert(town)}/accept")
    assert answer.status_code == 303
    assert "Anh chị đã nhận ca" in lan.reads(answer.headers["location"])


def test_a_district_without_anybody_is_red(visitor: Let, town: Town) -> None:
    assert "Cấp 1: Lan, Minh" in visitor(LAN).reads("/console/")
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE id IN ('nk1', 'nk2')")
    board = visitor(TUAN).opens("/console/").text
    assert re.search(r'data-district="ninh-kieu" class="alarm".*?Không có ai trực', board, re.DOTALL)
    assert board.index('data-district="cai-rang"') < board.index('data-district="ninh-kieu"')


def test_a_district_without_anybody_comes_before_those_with_somebody(visitor: Let, town: Town) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE id = 'cr1'")
    board = visitor(BOSS).opens("/console/").text
    assert board.index('data-district="cai-rang"') < board.index('data-district="ninh-kieu"')
