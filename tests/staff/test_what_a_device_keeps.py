"""What a device's cookies and an officer's words are worth, without a database: keys, memories, codes, passwords."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.models import Account
from hotline.staff import authenticator, passwords
from hotline.staff.devices import MOST_OFFICERS, Memory, name_of
from hotline.staff.failures import FIRST, MOST, delay_after
from hotline.staff.keyring import Keyring

OURS, OTHERS = Keyring("one secret"), Keyring("another secret")
NUMBER, OTHER_NUMBER = "+84912000001", "+84912000002"
NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""Of an app whose codes of these minutes are all different; those of one made anew need not be."""
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) {} Mobile Safari/537.36"


@given(st.text())
def test_whatever_a_cookie_says_it_knows_nobody_unless_we_made_it(cookie: str) -> None:
    memory = Memory.read(cookie)
    assert memory.id
    assert not memory.knows(OURS, NUMBER)
    assert Memory.read(str(memory.with_(OURS, NUMBER))).knows(OURS, NUMBER)


def test_a_mark_is_good_for_one_number_one_device_and_one_installation() -> None:
    memory = Memory.read("").with_(OURS, NUMBER)
    assert memory.knows(OURS, NUMBER)
    assert not memory.knows(OURS, OTHER_NUMBER)
    assert not memory.knows(OTHERS, NUMBER)
    assert not Memory("another device", memory.marks).knows(OURS, NUMBER)


def test_a_device_remembers_the_last_dozen_officers() -> None:
    memory = Memory.read("")
    numbers = [f"+849120000{number:02}" for number in range(MOST_OFFICERS + 1)]
    for number in [*numbers, numbers[1]]:
        memory = memory.with_(OURS, number)
    assert [memory.knows(OURS, number) for number in numbers] == [False] + [True] * MOST_OFFICERS


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE.format("Chrome/126.0.0.0"), "Chrome · Android"),
        (PHONE.format("SamsungBrowser/25.0 Chrome/121.0.0.0"), "Samsung Internet · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("curl/8.5.0", ""),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_device_is_called_what_people_call_it(user_agent: str, name: str) -> None:
    assert name_of(user_agent) == name


@given(st.text(), st.text())
def test_what_is_sealed_for_one_purpose_opens_for_no_other(words: str, garbage: str) -> None:
    sealed = OURS.seal("purpose", words)
    assert OURS.unseal("purpose", sealed) == words
    assert OURS.unseal("another", sealed) is OTHERS.unseal("purpose", sealed) is OURS.unseal("purpose", garbage) is None


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=3))
def test_a_digest_tells_words_apart_however_they_are_cut(words: list[str]) -> None:
    assert OURS.digest("purpose", *words) != OURS.digest("purpose", "".join(words))
    assert OURS.digest("purpose", *words) != OURS.digest("another", *words)


@given(st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_never_shuts_anybody_out(failures: int) -> None:
    assert FIRST <= delay_after(failures) <= delay_after(failures + 1) <= MOST


@given(st.lists(st.integers(-3, 3), max_size=12))
def test_no_code_of_an_app_is_good_twice_nor_after_a_later_one(steps: list[int]) -> None:
    account, app = Account(officer="boss"), pyotp.TOTP(SECRET)
    this = app.timecode(NOW)
    account.authenticator, latest = OURS.seal(authenticator.PURPOSE, SECRET), this - 2
    for step in steps:
        is_good = latest < this + step <= this + 1
        assert authenticator.prove(account, OURS, app.generate_otp(this + step), now=NOW) == is_good
        latest = this + step if is_good else latest


@given(st.text(max_size=12))
def test_what_is_no_code_proves_nothing(code: str) -> None:
    right = {pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * step)) for step in (-1, 0, 1)}
    assert (authenticator.matching_step(SECRET, code, now=NOW) is not None) == (code in right)


def test_a_password_is_the_same_however_the_keyboard_spells_its_marks() -> None:
    password = "ba con cá vàng"
    assert passwords.is_right(unicodedata.normalize("NFD", password), passwords.hashed(password))


@given(st.text(max_size=200))
def test_a_password_that_is_taken_is_long_enough_and_holds_no_number(password: str) -> None:
    if passwords.weakness_of(password, NUMBER) is None:
        assert passwords.SHORTEST <= len(unicodedata.normalize("NFC", password)) <= passwords.LONGEST
        assert NUMBER[3:] not in password


def test_a_password_that_we_invent_is_good_enough() -> None:
    assert all(passwords.weakness_of(passwords.invented(), NUMBER) is None for _ in range(20))
