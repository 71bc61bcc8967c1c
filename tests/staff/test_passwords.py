"""Which passwords are good enough, and how they are kept."""

import unicodedata
from contextlib import ExitStack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.staff import passwords
from hotline.staff.passwords import Weakness, weakness_of

PHONE = "+84912000001"


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("ngan hon", Weakness.SHORT),
        ("x" * 129, Weakness.LONG),
        ("trực 0912 000 001", Weakness.NUMBER),
        ("84-912-000-001 nhé", Weakness.NUMBER),
        ("Mật khẩu 123", Weakness.SILLY),
        ("Password12345!", Weakness.SILLY),
        ("baovetreem2026", Weakness.SILLY),
        ("Cần Thơ 2026", Weakness.SILLY),
        ("1234567890", Weakness.SILLY),
        ("abababababab", Weakness.SILLY),
        ("ba con cá vàng", None),
        ("k7mqp-x2vfd-9rthw", None),
    ],
)
def test_what_a_stranger_would_try_first_is_refused(password: str, weakness: Weakness | None) -> None:
    assert weakness_of(password, PHONE) == weakness


@given(st.text(max_size=200))
def test_any_text_is_judged(password: str) -> None:
    assert weakness_of(password, PHONE) in {*Weakness, None}


def test_marks_may_be_typed_in_either_way() -> None:
    """Keyboards of telephones and computers differ."""
    password = "ba con cá vàng"
    kept = passwords.hashed(unicodedata.normalize("NFD", password))
    assert passwords.is_right(unicodedata.normalize("NFC", password), kept)
    assert not passwords.is_right("ba con ca vang", kept)


@pytest.mark.parametrize("kept", [None, "", "no hash at all"])
def test_nothing_fits_what_is_no_hash(kept: str | None) -> None:
    assert not passwords.is_right("", kept)


def test_an_invented_password_is_good_enough_and_never_the_same() -> None:
    invented = {passwords.invented() for _ in range(20)}
    assert len(invented) == 20
    assert {weakness_of(password, PHONE) for password in invented} == {None}


def test_a_flood_of_tries_waits_its_turn_and_then_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    with passwords._a_strangers_turn(), passwords._a_strangers_turn():
        with pytest.raises(passwords.TooBusy):
            passwords.is_right("x", None)
        assert not passwords.is_right("x", None, is_known=True)
        assert passwords.is_right("x", passwords.hashed("x"), is_known=True)
    assert not passwords.is_right("x", None)


def test_strangers_who_wait_hold_few_threads_of_those_that_pages_need() -> None:
    with ExitStack() as crowd:
        for _ in range(8):
            crowd.enter_context(passwords._a_turn(passwords.STRANGERS_WAITING, 0))
        with pytest.raises(passwords.TooBusy):
            passwords.is_right("x", None)
