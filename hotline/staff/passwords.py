"""Passwords: which ones are good enough, and their hashes."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hotline.errors import HotlineError

SHORTEST, LONGEST = 10, 128
STRANGERS_AT_ONCE, KNOWN_AT_ONCE = BoundedSemaphore(2), BoundedSemaphore(1)
"""Each hash takes 64 MB and much of a processor: a flood of them must not take what calls need. Whoever has proven
themselves before, or comes with a device that has, does not wait behind strangers."""
STRANGERS_WAITING = BoundedSemaphore(8)
"""Those at work among them. Each holds a thread, which pages need."""
PATIENCE_SECONDS = 5.0
FEWEST_SIGNS = 5
SUBSCRIBER_DIGITS = 9
SILLY = re.compile(
    r"0?123456789\d*|9?876543210?|(qwerty|asdfgh)\w*|"
    r"(password|matkhau|mk|(baove)?treem|duongdaynong|cantho|vietnam|hotline|anhyeuem|xinchao)\d*"
)
"""What a stranger would try first: letters without marks, and digits."""

_hasher = PasswordHasher()


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    SILLY = "silly"


class TooBusy(HotlineError):
    """More passwords are to be checked than this machine can check now."""


def weakness_of(password: str, phone: str) -> Weakness | None:
    """What is wrong with a new password of the officer with this number; None when nothing is."""
    password = _written_one_way(password)
    plain = _letters_and_digits(password)
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    if phone[-SUBSCRIBER_DIGITS:] in re.sub(r"\D", "", password):
        return Weakness.NUMBER
    if SILLY.fullmatch(plain) or len(set(plain)) < FEWEST_SIGNS:
        return Weakness.SILLY
    return None


def hashed(password: str) -> str:
    with _a_turn(KNOWN_AT_ONCE, PATIENCE_SECONDS):
        return _hasher.hash(_written_one_way(password))


def is_right(password: str, password_hash: str | None, *, is_known: bool = False) -> bool:
    """Whether this is the password. Takes as long for nobody's as for somebody's. Raises TooBusy.

    `is_known`: comes with a device on which they have signed in before.
    """
    with _a_turn(KNOWN_AT_ONCE, PATIENCE_SECONDS) if is_known else _a_strangers_turn():
        try:
            _hasher.verify(password_hash or _nobodys(), _written_one_way(password[: 2 * LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than those that the library holds right today."""
    return _hasher.check_needs_rehash(password_hash)


def invented() -> str:
    """A password that is easy to read to somebody over the telephone: 15 letters and digits (75 bits)."""
    signs = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(signs) for _ in range(5)) for _ in range(3))


@contextmanager
def _a_strangers_turn() -> Iterator[None]:
    with _a_turn(STRANGERS_WAITING, 0), _a_turn(STRANGERS_AT_ONCE, PATIENCE_SECONDS):
        yield


@contextmanager
def _a_turn(at_once: BoundedSemaphore, seconds: float) -> Iterator[None]:
    if not at_once.acquire(timeout=seconds):
        raise TooBusy("Too many are signing in at once: try again in a few seconds")
    try:
        yield
    finally:
        at_once.release()


@cache
def _nobodys() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def _written_one_way(password: str) -> str:
    """Keyboards spell Vietnamese marks in two ways (NFC, NFD)."""
    return unicodedata.normalize("NFC", password)


def _letters_and_digits(password: str) -> str:
    """Without marks, spaces and signs; a password of nothing but signs stays as it is."""
    spelled = unicodedata.normalize("NFD", password.lower().replace("đ", "d"))
    return re.sub(r"[\W_]", "", spelled) or spelled
