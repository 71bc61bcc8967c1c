"""What is sealed here opens here only, and only for what it was sealed for."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.staff.devices import MOST_OFFICERS, Memory
from hotline.staff.keyring import Keyring

OURS, THEIRS = Keyring("our secret"), Keyring("their secret")
NUMBER = "+84912000001"


@given(st.text(max_size=50))
def test_sealed_words_come_back(words: str) -> None:
    assert OURS.unseal("code", OURS.seal("code", words)) == words


def test_nobody_else_opens_them_and_no_other_purpose() -> None:
    sealed = OURS.seal("code", "123456")
    assert "123456" not in sealed
    assert THEIRS.unseal("code", sealed) is None
    assert OURS.unseal("authenticator", sealed) is None
    assert OURS.unseal("code", sealed, within=timedelta(minutes=5)) == "123456"


@given(st.text(max_size=300))
def test_no_made_up_words_open(sealed: str) -> None:
    assert OURS.unseal("code", sealed) is None


def test_digests_tell_their_words_apart() -> None:
    made = {
        OURS.digest("a", "b", "c"),
        OURS.digest("a", "bc"),
        OURS.digest("b", "b", "c"),
        THEIRS.digest("a", "b", "c"),
    }
    assert len(made) == 4


def test_a_device_remembers_the_numbers_that_signed_in_on_it() -> None:
    device = Memory.read("").with_(OURS, NUMBER)
    again = Memory.read(str(device))
    assert again.knows(OURS, NUMBER)
    assert not again.knows(OURS, "+84912000002")
    assert not again.knows(THEIRS, NUMBER)
    assert NUMBER not in str(device)


def test_a_mark_is_worth_nothing_on_another_device() -> None:
    device = Memory.read("").with_(OURS, NUMBER)
    assert not Memory("another", device.marks).knows(OURS, NUMBER)


def test_a_shared_computer_remembers_a_whole_shift_and_forgets_who_came_first() -> None:
    device = Memory.read("")
    numbers = [f"+8491200000{digit}" for digit in "0123456789"] + ["+84912000010", "+84912000011", "+84912000012"]
    for number in numbers:
        device = device.with_(OURS, number)
    assert [device.knows(OURS, number) for number in numbers] == [False] + [True] * MOST_OFFICERS


@given(st.text(max_size=5000))
def test_any_cookie_can_be_read(cookie: str) -> None:
    device = Memory.read(cookie)
    assert device.id
    assert not device.knows(OURS, NUMBER)
