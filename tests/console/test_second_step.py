"""Who sees every district proves themselves twice: with a code that comes by telephone, or one of an app."""

import re
from collections.abc import Callable

import httpx
import pyotp
import pytest
from sqlmodel import select

from hotline import texts
from hotline.console.cookies import PLAIN_SESSION
from hotline.models import OneTimeCode
from hotline.settings import Settings
from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone
from hotline.staff import accounts, authenticator, codes
from hotline.staff.forgetting import CODES, forget_old
from hotline.staff.keyring import Keyring
from tests.stories.town import Edge, Town

from .door import BOSS_NUMBER, LAN_NUMBER, follows, give_password, gives_code, signs_in
from .people import BOSS, LAN, Visitor

WRONG = "Mã chưa đúng hoặc đã hết hạn"

Doorway = Callable[[str | None], Visitor]


@pytest.fixture
def town(town: Town, good_hash: str) -> Town:
    give_password(town, good_hash, BOSS, LAN)
    return town


@pytest.fixture
def phone(town: Town) -> Phone:
    return town.phone(BOSS_NUMBER, "Bà Sáu")


@pytest.fixture
def boss(town: Town, visitor: Doorway) -> Visitor:
    """The manager, who has given the password."""
    boss = visitor(None)
    assert signs_in(boss, BOSS_NUMBER).headers["location"] == "/console/code"
    return boss


def asks_for_code(visitor: Visitor, how: str = "sms") -> str:
    """What the page says when the code is sent, or isn't."""
    answer = visitor.sends("/console/code/send", {"how": how})
    return answer.text if answer.status_code == 200 else visitor.reads(answer.headers["location"])


def code_in(phone: Phone) -> str:
    found = re.search(r"\b\d{6}\b", phone.inbox[-1])
    assert found, phone.inbox
    return found[0]


def wrong_of(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
def secret(town: Town) -> str:
    """Of the app that the manager has taken on."""
    secret = authenticator.new_secret()
    with town.service.transaction() as session:
        account = accounts.account_of(session, BOSS)
        account.authenticator = Keyring(town.service.settings.secret_key).seal(authenticator.PURPOSE, secret)
    return secret


def shown_by_app(town: Town, secret: str) -> str:
    return pyotp.TOTP(secret).at(town.clock.now())


def test_a_manager_gets_a_code_by_text_and_reaches_the_board(boss: Visitor, phone: Phone) -> None:
    assert boss.opens("/console/").headers["location"] == "/console/sign-in"
    assert boss.opens("/console/sign-in").headers["location"] == "/console/code"
    assert "Mã đã gửi tới" in asks_for_code(boss)
    phone.reads("Đừng đưa mã cho ai")
    half_way = boss.http.cookies[PLAIN_SESSION]
    assert gives_code(boss, code_in(phone)).headers["location"] == "/console/"
    assert boss.opens("/console/").status_code == 200
    assert boss.http.cookies[PLAIN_SESSION] != half_way


def test_the_page_shows_the_number_only_in_part(boss: Visitor) -> None:
    page = asks_for_code(boss)
    assert BOSS_NUMBER not in page
    assert BOSS_NUMBER[-7:-3] not in page


def heard_digits(phone: Phone) -> str:
    digits = {word(): digit for digit, word in texts.DIGITS.items()}
    return "".join(digits.get(word, "") for words in phone.heard for word in words.split(", "))


def test_a_call_reads_the_digits_one_by_one_and_twice(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    phone.presses("1")
    town.passes(9)  # with two seconds after each three digits
    phone.is_not_on_a_call()
    heard = heard_digits(phone)
    assert (len(heard), heard[:6]) == (12, heard[6:])
    assert sum(texts.CODE_CALL() == words for words in phone.heard) == 1
    assert phone.inbox == []
    assert gives_code(boss, heard[:6]).headers["location"] == "/console/"


def test_a_voicemail_that_answers_records_no_code(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    for _ in range(2):
        phone.hears("Bấm 1 để nghe mã đăng nhập")
        phone.stays_silent()
    phone.hears("Mã chưa được đọc")
    phone.is_not_on_a_call()
    assert heard_digits(phone) == ""


def test_another_key_than_1_brings_no_code(boss: Visitor, phone: Phone) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    phone.presses("2")
    phone.hears("Mã chưa được đọc")
    assert heard_digits(phone) == ""


def test_a_code_that_is_used_up_before_the_key_is_pressed_is_not_read(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    with town.service.transaction() as session:
        session.exec(select(OneTimeCode)).one().used_at = town.clock.now()
    phone.presses("1")
    phone.hears("không còn dùng được")
    assert heard_digits(phone) == ""


def test_a_code_in_whose_place_another_came_before_the_key_was_pressed_is_not_read(
    boss: Visitor, phone: Phone, town: Town
) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    keyring = Keyring(town.service.settings.secret_key)
    with town.service.transaction() as session:
        newest = codes.make_by_hand(session, keyring, BOSS, by="the server's keeper", now=town.clock.now())[1]
    phone.presses("1")
    phone.hears("Xin dùng mã mới nhất")
    assert heard_digits(phone) == ""
    assert gives_code(boss, newest).headers["location"] == "/console/"


def test_a_code_that_was_tried_wrongly_too_often_meanwhile_is_not_read(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss, "call")
    phone.answers()
    with town.service.transaction() as session:
        session.exec(select(OneTimeCode)).one().tries = codes.TRIES
    phone.presses("1")
    phone.hears("không còn dùng được")
    assert heard_digits(phone) == ""


def test_a_call_that_is_answered_too_late_reads_no_code(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss, "call")
    with town.service.transaction() as session:
        session.exec(select(OneTimeCode)).one().expires_at = town.clock.now()
    phone.answers()
    phone.hears("không còn dùng được")
    assert heard_digits(phone) == ""


def test_a_call_is_turned_into_a_text_while_a_child_needs_the_managers_line(
    boss: Visitor, phone: Phone, town: Town, child: Phone
) -> None:
    child.calls()
    child.presses("1")
    for _ in range(2):
        town.passes(26)
    phone.rings()
    assert "Mã đã gửi tới" in asks_for_code(boss, "call")
    phone.reads("Mã đăng nhập")
    assert phone.rang == 1


def test_a_child_who_calls_while_a_code_is_read_rings_through(
    boss: Visitor, phone: Phone, town: Town, child: Phone
) -> None:
    child.calls()
    child.presses("1")
    town.passes(49)
    assert asks_for_code(boss, "call")
    phone.answers()
    phone.presses("1")
    phone.hears("Mã đăng nhập")
    town.passes(2)
    phone.rings()
    phone.answers()
    phone.presses("1")
    phone.talks_with(child)


def test_after_five_wrong_codes_the_right_one_is_worth_nothing_and_a_new_one_is(
    boss: Visitor, phone: Phone, town: Town
) -> None:
    asks_for_code(boss)
    first = code_in(phone)
    for _ in range(5):
        assert WRONG in gives_code(boss, wrong_of(first)).text
    assert "Đợi 30 giây" in gives_code(boss, first).text
    town.clock.push(30)
    assert WRONG in gives_code(boss, first).text
    town.clock.push(300)
    asks_for_code(boss)
    assert gives_code(boss, code_in(phone)).headers["location"] == "/console/"


def test_a_code_is_good_for_five_minutes(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss)
    town.clock.push(5 * 60)
    assert WRONG in gives_code(boss, code_in(phone)).text


def test_a_new_code_takes_the_place_of_the_one_before(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss)
    first = code_in(phone)
    town.clock.push(30)
    asks_for_code(boss)
    if first != code_in(phone):
        assert WRONG in gives_code(boss, first).text
    assert gives_code(boss, code_in(phone)).status_code == 303


def test_a_code_opens_only_the_sign_in_that_asked_for_it_and_only_once(
    boss: Visitor, phone: Phone, visitor: Doorway
) -> None:
    asks_for_code(boss)
    code = code_in(phone)
    thief = visitor(None)
    signs_in(thief, BOSS_NUMBER)
    assert WRONG in gives_code(thief, code).text
    assert gives_code(boss, code).status_code == 303
    assert WRONG in gives_code(thief, code).text
    assert gives_code(boss, code).status_code == 401


def test_codes_are_sent_half_a_minute_apart_and_six_in_an_hour(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss)
    assert "Đợi 30 giây" in asks_for_code(boss)
    for _ in range(5):
        town.clock.push(60)
        asks_for_code(boss)
    town.clock.push(60)
    assert "Đợi 3240 giây" in asks_for_code(boss)
    assert len(phone.inbox) == 6


def test_while_the_network_is_down_the_page_says_so_and_offers_the_app(boss: Visitor, phone: Phone, town: Town) -> None:
    town.faults.rest.append(RestFault.SERVER_ERROR)
    page = asks_for_code(boss)
    assert "Mạng điện thoại không nhận" in page
    assert "ứng dụng xác thực" in page
    assert "Gọi đọc mã" in page


def test_the_code_of_an_app_opens_the_board_once(
    boss: Visitor, town: Town, secret: str, visitor: Doorway, phone: Phone
) -> None:
    assert "Mở ứng dụng xác thực" in boss.reads("/console/code")
    code = shown_by_app(town, secret)
    assert gives_code(boss, f"{code[:3]} {code[3:]}").headers["location"] == "/console/"
    over_the_shoulder = visitor(None)
    signs_in(over_the_shoulder, BOSS_NUMBER)
    assert WRONG in gives_code(over_the_shoulder, code).text
    town.clock.push(30)
    assert gives_code(over_the_shoulder, shown_by_app(town, secret)).status_code == 303
    assert ["Máy mới đăng nhập" in text for text in phone.inbox] == [True, True]


def test_a_thief_of_the_password_who_has_many_networks_does_not_guess_the_code_of_an_app_for_free(
    boss: Visitor, secret: str, town: Town
) -> None:
    right = pyotp.TOTP(secret).at(town.clock.now())
    for network in range(10):
        for _ in range(5):
            guesses_from(boss, f"203.0.113.{network}", wrong_of(right))
    assert "Đợi 30 giây" in guesses_from(boss, "198.51.100.1", right).text
    town.clock.push(30)
    right = pyotp.TOTP(secret).at(town.clock.now())
    assert guesses_from(boss, "198.51.100.1", right).headers["location"] == "/console/"


def guesses_from(visitor: Visitor, network: str, code: str) -> httpx.Response:
    return follows(visitor, visitor.sends("/console/code", {"code": code}, **{"x-forwarded-for": network}))


@pytest.mark.parametrize(("late", "is_good"), [(29, True), (61, False), (-31, True)])
def test_the_telephones_clock_may_differ_by_half_a_minute(
    boss: Visitor, town: Town, secret: str, late: int, is_good: bool
) -> None:
    code = pyotp.TOTP(secret).at(int(town.clock.now().timestamp()) - late)
    assert (gives_code(boss, code).status_code == 303) == is_good


def test_what_is_no_code_is_only_a_wrong_one(boss: Visitor, secret: str) -> None:
    for code in ("", "12345", "١٢٣٤٥٦", "１２３４５６"):
        assert WRONG in gives_code(boss, code).text


def test_only_the_telephone_network_gets_the_digits(boss: Visitor, town: Town, settings: Settings) -> None:
    asks_for_code(boss, "call")
    edge = Edge(town, settings.auth_tokens[0])
    with town.service.transaction() as session:
        code = session.exec(select(OneTimeCode)).one().id
    assert edge.post(f"/webhooks/voice/code/{code}", {"CallSid": "CA1"}, signed=False).status_code == 403
    key = f"/webhooks/voice/code/{code}/key"
    assert edge.post(key, {"CallSid": "CA1", "Digits": "1"}, signed=False).status_code == 403
    for _ in range(2):  # a key may be told twice
        assert texts.CODE_CALL() in edge.post(key, {"CallSid": "CA1", "Digits": "1"}).text
    assert edge.post("/webhooks/voice/code/0", {"CallSid": "CA1"}).status_code == 422
    assert texts.CODE_OVER_CALL() in edge.post(f"/webhooks/voice/code/{code + 1}", {"CallSid": "CA1"}).text
    assert edge.post("/webhooks/voice/code/status", {"CallSid": "CA1"}).status_code == 204


def test_who_has_an_app_may_still_ask_for_a_text(boss: Visitor, secret: str, phone: Phone) -> None:
    assert "Không có ứng dụng ở đây" in boss.reads("/console/code")
    asks_for_code(boss)
    assert gives_code(boss, code_in(phone)).status_code == 303


def test_a_sign_in_left_half_way_begins_anew_after_a_quarter_of_an_hour(boss: Visitor, town: Town) -> None:
    town.clock.push(15 * 60)
    assert boss.opens("/console/code").headers["location"] == "/console/sign-in"


def test_the_code_page_is_nobody_elses(town: Town, visitor: Doorway, phone: Phone) -> None:
    lan, stranger = visitor(None), visitor(None)
    signs_in(lan, LAN_NUMBER)
    for somebody in (lan, stranger):
        assert somebody.opens("/console/code").headers["location"] == "/console/sign-in"
        assert somebody.sends("/console/code/send", {"how": "sms"}).status_code == 401
        assert somebody.sends("/console/code", {"code": "000000"}).status_code == 401
    assert phone.inbox == []


def test_a_code_is_kept_sealed_and_a_day_later_not_at_all(boss: Visitor, phone: Phone, town: Town) -> None:
    asks_for_code(boss)
    with town.service.transaction() as session:
        assert code_in(phone) not in session.exec(select(OneTimeCode)).one().sealed
    town.clock.push(CODES.total_seconds() + 301)
    with town.service.transaction() as session:
        forget_old(session, now=town.clock.now())
        assert session.exec(select(OneTimeCode)).all() == []
