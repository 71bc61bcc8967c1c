"""An officer signs in with number and password; a stranger who tries learns nothing and shuts nobody out."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.console.cookies import PLAIN_SESSION
from hotline.console.csrf import csrf_token
from hotline.models import SignInFailure
from hotline.staff import accounts, passwords
from hotline.staff.keyring import Keyring
from routing.models import Officer
from tests.stories.town import Town

from .door import GOOD, LAN_NUMBER, MINH_NUMBER, give_password, gives_texted_code, signs_in
from .people import ADMIN, LAN, MINH, TUAN, Visitor

UNKNOWN_NUMBER = "+84912999999"
WRONG = "Số điện thoại hoặc mật khẩu chưa đúng"

Doorway = Callable[[str | None], Visitor]


@pytest.fixture
def town(town: Town, good_hash: str) -> Town:
    """Everybody but Minh has the same good password."""
    give_password(town, good_hash, LAN, TUAN)
    return town


@pytest.mark.parametrize("spelling", ["0912 000 001", "+84 912 000 001", "84912000001", " 0912.000.001 "])
def test_any_spelling_of_the_number_will_do(town: Town, visitor: Doorway, spelling: str) -> None:
    lan = visitor(None)
    answer = signs_in(lan, spelling)
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/")
    assert lan.opens("/console/sign-in").headers["location"] == "/console/"


def test_a_stranger_sees_the_same_whatever_is_wrong(town: Town, visitor: Doorway) -> None:
    with town.service.transaction() as session:
        session.get_one(Officer, TUAN).active = False
    tries = {
        UNKNOWN_NUMBER: GOOD,
        "not a number": GOOD,
        "+8491299\x00": GOOD,
        LAN_NUMBER: "wrong password",
        MINH_NUMBER: GOOD,  # has no password
        "+84912000011": GOOD,  # no longer works here
    }
    answers = [signs_in(visitor(None), number, password) for number, password in tries.items()]
    pages = {answer.text.replace(number, "N") for answer, number in zip(answers, tries, strict=True)}
    assert {answer.status_code for answer in answers} == {200}
    assert len(pages) == 1
    assert WRONG in pages.pop()
    assert not any(answer.cookies for answer in answers)


def test_nobodys_password_is_checked_as_long_as_somebodys(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    monkeypatch.setattr(passwords._hasher.__class__, "verify", lambda self, hash_, password: checked.append(hash_))
    passwords.is_right("x", None)
    passwords.is_right("x", passwords.hashed("y"))
    parameters = {hash_.rsplit("$", 2)[0] for hash_ in checked}
    assert (len(checked), len(parameters)) == (2, 1)


@pytest.mark.parametrize("number", [LAN_NUMBER, UNKNOWN_NUMBER])
def test_after_five_failures_one_waits_thirty_seconds_whoever_it_is(town: Town, visitor: Doorway, number: str) -> None:
    stranger = visitor(None)
    for _ in range(5):
        assert WRONG in signs_in(stranger, number, "wrong").text
    answer = signs_in(stranger, number)
    assert answer.status_code == 200
    assert "Đợi 30 giây" in answer.text
    town.clock.push(30)
    if number == LAN_NUMBER:
        assert signs_in(stranger, number).status_code == 303


def test_the_wait_grows_to_five_minutes_and_no_further(town: Town, visitor: Doorway) -> None:
    stranger = visitor(None)
    waits = []
    for _ in range(11):
        answer = signs_in(stranger, UNKNOWN_NUMBER, "wrong")
        if found := re.search(r"Đợi (\d+) giây", answer.text):
            waits.append(int(found[1]))
            town.clock.push(waits[-1])
    assert waits == [30, 60, 120]
    for _ in range(6):
        found = re.search(r"Đợi (\d+) giây", signs_in(stranger, UNKNOWN_NUMBER, "wrong").text)
        waits.append(int(found[1]) if found else 0)
        town.clock.push(waits[-1])
    assert max(waits) == 300


def test_strangers_cannot_shut_out_the_telephone_that_an_officer_always_uses(town: Town, visitor: Doorway) -> None:
    lan, stranger = visitor(None), visitor(None)
    signs_in(lan, LAN_NUMBER)
    lan.sends("/console/sign-out")
    for _ in range(6):
        signs_in(stranger, LAN_NUMBER, "wrong")
    assert "Đợi" in signs_in(stranger, LAN_NUMBER).text
    assert signs_in(lan, LAN_NUMBER).status_code == 303


def test_a_stranger_who_guesses_all_night_does_not_keep_an_officer_out_of_a_new_telephone(
    town: Town, visitor: Doorway
) -> None:
    stranger, lan = visitor(None), visitor(None)
    for _ in range(10):
        guess = signs_in(stranger, LAN_NUMBER, "a guess, again", **{"x-forwarded-for": "203.0.113.5"})
    assert "Đợi" in guess.text
    assert signs_in(lan, LAN_NUMBER, **{"x-forwarded-for": "198.51.100.7"}).status_code == 303
    assert "Đợi" in signs_in(visitor(None), LAN_NUMBER, **{"x-forwarded-for": "203.0.113.5"}).text
    for network in range(9):  # who has many networks still gets no more than so many tries at one number
        for _ in range(5):
            signs_in(visitor(None), LAN_NUMBER, "a guess", **{"x-forwarded-for": f"203.0.114.{network}"})
    assert "Đợi" in signs_in(visitor(None), LAN_NUMBER, **{"x-forwarded-for": "203.0.115.1"}).text


def test_guesses_from_the_internet_keep_nobody_waiting_who_comes_past_the_proxy(town: Town, visitor: Doorway) -> None:
    for network in range(6):
        signs_in(visitor(None), LAN_NUMBER, "a guess", **{"x-forwarded-for": f"203.0.113.{network}"})
    assert signs_in(visitor(None), LAN_NUMBER).status_code == 303


def test_a_stolen_telephone_does_not_guess_for_free(town: Town, visitor: Doorway) -> None:
    lan = visitor(None)
    signs_in(lan, LAN_NUMBER)
    lan.sends("/console/sign-out")
    for _ in range(5):
        signs_in(lan, LAN_NUMBER, "wrong")
    assert "Đợi 30 giây" in signs_in(lan, LAN_NUMBER).text


def test_who_tries_many_numbers_from_one_address_waits_and_others_do_not(town: Town, visitor: Doorway) -> None:
    with town.service.transaction() as session:  # what a hundred tries have left
        visitor_subject = _origin_subject(town, "203.0.113.7")
        session.add_all(SignInFailure(subject=visitor_subject, at=town.clock.now()) for _ in range(100))
    stranger = visitor(None)
    assert "Đợi 30 giây" in signs_in(stranger, LAN_NUMBER, **{"x-forwarded-for": "6.6.6.6, 203.0.113.7"}).text
    assert signs_in(stranger, LAN_NUMBER, **{"x-forwarded-for": "203.0.113.8"}).status_code == 303


def _origin_subject(town: Town, address: str) -> str:
    return Keyring(town.service.settings.secret_key).digest("failures", "origin", f"{address}/32")


def test_what_is_counted_names_nobody_and_a_right_password_wipes_it(town: Town, visitor: Doorway) -> None:
    lan = visitor(None)
    signs_in(lan, LAN_NUMBER, "wrong")
    with town.service.transaction() as session:
        (failure,) = session.exec(select(SignInFailure)).all()
    assert re.fullmatch("[0-9a-f]{64}", failure.subject)
    signs_in(lan, LAN_NUMBER)
    with town.service.transaction() as session:
        assert session.exec(select(SignInFailure)).all() == []


def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(town: Town, visitor: Doorway) -> None:
    lan = visitor(None)
    signs_in(lan, LAN_NUMBER)
    first = lan.http.cookies[PLAIN_SESSION]
    lan.csrf = csrf_token(town.service.settings.secret_key, first)
    lan.sends("/console/sign-out")
    signs_in(lan, LAN_NUMBER)
    assert lan.http.cookies[PLAIN_SESSION] != first
    lan.http.cookies.clear()
    lan.http.cookies[PLAIN_SESSION] = first
    assert lan.opens("/console/devices").headers["location"] == "/console/sign-in"


def test_a_secret_that_somebody_else_has_set_is_not_taken_over(town: Town, visitor: Doorway) -> None:
    lan = visitor(None)
    lan.http.cookies[PLAIN_SESSION] = "fixed by an attacker"
    assert signs_in(lan, LAN_NUMBER).status_code == 303
    assert lan.http.cookies.get(PLAIN_SESSION, domain="127.0.0.1") != "fixed by an attacker"


def test_a_form_from_another_site_signs_nobody_in(town: Town, visitor: Doorway) -> None:
    answer = signs_in(visitor(None), LAN_NUMBER, origin="https://evil.example")
    assert (answer.status_code, list(answer.cookies)) == (403, [])
    assert signs_in(visitor(None), LAN_NUMBER, origin="null").status_code == 403
    assert signs_in(visitor(None), LAN_NUMBER, origin=town.url).status_code == 303


def test_signing_out_ends_it_and_a_stranger_may_too(town: Town, visitor: Doorway) -> None:
    lan = visitor(LAN)
    token = lan.http.cookies[PLAIN_SESSION]
    left = lan.sends("/console/sign-out").headers
    assert (left["location"], left["clear-site-data"]) == ("/console/sign-in", '"cache"')
    lan.http.cookies[PLAIN_SESSION] = token
    assert lan.opens("/console/live").status_code == 303
    assert visitor(None).sends("/console/sign-out").status_code == 303


def test_a_password_kept_with_older_parameters_is_hashed_anew(
    town: Town, visitor: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "is_outdated", lambda hash_: True)
    with town.service.transaction() as session:
        before = accounts.account_of(session, LAN).password_hash
    assert signs_in(visitor(None), LAN_NUMBER).status_code == 303
    with town.service.transaction() as session:
        assert accounts.account_of(session, LAN).password_hash != before
    assert signs_in(visitor(None), LAN_NUMBER).status_code == 303


def test_an_officer_who_becomes_manager_proves_themselves_again(town: Town, visitor: Doorway) -> None:
    lan = visitor(LAN)
    with town.service.transaction() as session:
        session.get_one(Officer, LAN).role = "manager"  # type: ignore[assignment]
    assert lan.opens("/console/live").headers["location"] == "/console/sign-in"


def test_a_temporary_password_lets_one_in_only_to_choose_an_own_one(town: Town, visitor: Doorway) -> None:
    with town.service.transaction() as session:
        accounts.set_temporary_password(
            session, MINH, passwords.hashed("lent to minh"), who=ADMIN, now=town.clock.now()
        )
    minh = visitor(None)
    assert signs_in(minh, MINH_NUMBER, "lent to minh").headers["location"] == "/console/code"
    assert gives_texted_code(minh, town.phone(MINH_NUMBER)).headers["location"] == "/console/new-password"
    assert minh.opens("/console/devices").headers["location"] == "/console/sign-in"
    refused = {
        "short": "quá ngắn",
        "so 0912000002 nhe": "số điện thoại của mình",
        "matkhau123456": "dễ đoán",
        "aaaaaaaaaaaa": "dễ đoán",
    }
    for password, why in refused.items():
        assert why in minh.sends("/console/new-password", {"password": password, "again": password}).text
    assert "chưa giống" in minh.sends("/console/new-password", {"password": GOOD, "again": GOOD + "x"}).text
    chosen = minh.sends("/console/new-password", {"password": GOOD, "again": GOOD})
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/console/")
    assert WRONG in signs_in(visitor(None), MINH_NUMBER, "lent to minh").text
    assert signs_in(visitor(None), MINH_NUMBER).headers["location"] == "/console/"


def test_a_temporary_password_that_nobody_used_is_worth_nothing_after_three_days(town: Town, visitor: Doorway) -> None:
    with town.service.transaction() as session:
        accounts.set_temporary_password(
            session, MINH, passwords.hashed("lent to minh"), who=ADMIN, now=town.clock.now() - timedelta(days=3)
        )
    assert WRONG in signs_in(visitor(None), MINH_NUMBER, "lent to minh").text
