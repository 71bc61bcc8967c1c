"""`hotline officer`: who can sign in, and a password for one of them."""

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from hotline import db
from hotline.cityfile import apply_city, read_city
from hotline.cli import main
from hotline.clock import SystemClock
from hotline.models import Access, Account
from hotline.settings import load_settings
from hotline.staff import codes, passwords, sign_ins
from hotline.staff.keyring import Keyring
from routing.models import Officer
from tests.stories.town import TOWN_FILE

GOOD = "ba con cá vàng"
Hotline = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _town(engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_HOME", str(home))
    with db.transaction(engine) as session:
        apply_city(session, read_city(TOWN_FILE), now=SystemClock().now())


@pytest.fixture
def hotline(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hotline:
    """Runs `hotline officer …` with this in the input; returns exit code, output and errors."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ending:
            main(["officer", *arguments])
        said = capsys.readouterr()
        return int(ending.value.code or 0), said.out, said.err

    return run


def account(engine: Engine, officer: str = "nk1") -> Account | None:
    with db.transaction(engine) as session:
        return session.get(Account, officer)


def lets_in(engine: Engine, password: str) -> bool:
    found = account(engine)
    return passwords.is_right(password, found.password_hash if found else None)


def test_a_password_in_the_input_is_taken_and_told_nobody(engine: Engine, hotline: Hotline) -> None:
    code, out, err = hotline("password", "nk1", typed=GOOD + "\r\n")
    assert (code, out, GOOD in err) == (0, "", False)
    assert lets_in(engine, GOOD)


def test_an_invented_one_is_all_that_is_printed_and_lets_in(engine: Engine, hotline: Hotline) -> None:
    code, out, err = hotline("password", "nk1", "--generate")
    assert (code, re.fullmatch(r"\w{5}-\w{5}-\w{5}\n", out) is not None) == (0, True)
    assert lets_in(engine, out.strip())
    assert "+84912000001 tại http://localhost:8000/console/" in err  # a simulated number, to sign in with


def test_who_is_given_a_temporary_one_has_to_choose_their_own(engine: Engine, hotline: Hotline) -> None:
    hotline("password", "nk1", "--generate", "--temporary")
    found = account(engine)
    assert found
    assert found.password_temporary_until


def test_a_new_password_ends_what_is_signed_in_and_is_on_record(engine: Engine, hotline: Hotline) -> None:
    now = SystemClock().now()
    with db.transaction(engine) as session:
        token = sign_ins.begin(session, session.get_one(Officer, "nk1"), device="telephone", now=now).token
    hotline("password", "nk1", typed=GOOD)
    with db.transaction(engine) as session:
        assert sign_ins.find(session, token, now=now) is None
        (line,) = session.exec(select(Access)).all()
    assert (line.what, line.detail, line.who.split(":")[0]) == ("password.set", "nk1", "terminal")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "No password was given"),
        ("short", "fewer than 10 signs"),
        ("x" * 129, "more than 128 signs"),
        ("so 0912000001 nhe", "telephone number"),
        ("matkhau123456", "first that a stranger would try"),
    ],
)
def test_a_weak_password_is_refused_and_changes_nothing(engine: Engine, hotline: Hotline, typed: str, why: str) -> None:
    code, _, err = hotline("password", "nk1", typed=typed)
    assert (code, why in err, account(engine)) == (2, True, None)


@pytest.mark.parametrize(("word", "meant"), [("nk9", "nk"), ("minh", "nk2"), ("NK1", "nk1")])
def test_an_unknown_officer_is_bad_usage_and_near_ones_are_named(hotline: Hotline, word: str, meant: str) -> None:
    code, _, err = hotline("password", word, typed=GOOD)
    assert code == 2
    assert re.search(rf"There is no officer '{word}' \(did you mean .*{meant}", err)


def test_nobody_near_is_not_made_up(hotline: Hotline) -> None:
    code, _, err = hotline("password", "zzzzzz", typed=GOOD)
    assert (code, "did you mean" in err) == (2, False)


def test_who_left_the_city_file_gets_no_password(engine: Engine, hotline: Hotline) -> None:
    with db.transaction(engine) as session:
        session.get_one(Officer, "nk1").active = False
    code, _, err = hotline("password", "nk1", "--generate")
    assert (code, "not in the city file any more" in err, account(engine)) == (2, True, None)


def test_at_a_terminal_it_is_asked_for_until_it_was_twice_the_same_and_is_not_shown(engine: Engine) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "hotline.cli", "officer", "password", "nk1"]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as running:
        os.close(theirs)
        screen = ""
        for question, answer in (("nk1", GOOD), ("Again", "other"), ("nk1", GOOD), ("Again", GOOD)):
            screen += read_until(ours, f"{question}: ")
            os.write(ours, f"{answer}\n".encode())
        screen += read_until(ours, "with that number")
        assert running.wait(timeout=20) == 0
    os.close(ours)
    assert GOOD not in screen
    assert lets_in(engine, GOOD)


def read_until(terminal: int, words: str) -> str:
    screen = ""
    while words not in screen:
        screen += os.read(terminal, 1000).decode()
    return screen


def test_the_list_tells_who_can_sign_in_with_masked_numbers(hotline: Hotline) -> None:
    hotline("password", "nk1", typed=GOOD)
    code, out, _ = hotline("list", "--json")
    rows = {row["id"]: row for row in map(json.loads, out.splitlines())}
    assert (code, rows["nk1"]["can_sign_in"], rows["nk2"]["can_sign_in"]) == (0, True, False)
    assert (rows["nk1"]["phone"], rows["boss"]["second_step"]) == ("+84•••••••001", "telephone")
    assert "912000" not in out
    _, table, _ = hotline("list")
    assert re.search(r"nk1 +Lan +officer +\+84•+001 +yes", table)
    assert "912000" not in table


def test_a_manager_whom_no_code_reaches_gets_one_at_the_terminal_for_the_sign_in_they_have_begun(
    engine: Engine, hotline: Hotline, home: Path
) -> None:
    code, _, err = hotline("code", "boss")
    assert (code, "has not begun to sign in" in err) == (2, True)
    now = SystemClock().now()
    with db.transaction(engine) as session:
        boss = session.get_one(Officer, "boss")
        begun = [sign_ins.begin(session, boss, device=name, now=now).row.id for name in ("Safari", "Chrome · Android")]
    code, out, err = hotline("code", "boss")
    assert (code, "Chrome · Android" in err, re.fullmatch(r"\d{6}\n", out) is not None) == (0, True, True)
    keyring = Keyring(load_settings().secret_key)
    with db.transaction(engine) as session:
        tries = [codes.prove(session, keyring, row, out.strip(), now=now) for row in (*begun, begun[1])]
        lines = session.exec(select(Access).where(Access.what == "code.given")).all()
    assert tries == [False, True, False]
    assert [(line.who.split(":")[0], line.detail) for line in lines] == [("terminal", "boss")]
