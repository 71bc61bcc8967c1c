"""A backup is encrypted, whole or not there at all, and tells nobody a password."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from hotline.backups import back_up, make_key, read_identities, restore
from hotline.backups.folder import alone_in, backups_in
from hotline.embedded.postgres import find_binary
from hotline.errors import HotlineError, UsageError
from hotline.settings import Settings

from .conftest import NOW, WORDS, Command, public_half


def test_without_a_key_nothing_is_written(command: Command, ours: Settings, folder: Path) -> None:
    result = command(ours.model_copy(update={"backup_key": ""}), "backup", str(folder))
    assert result.exit_code != 0
    assert isinstance(result.exception, UsageError)
    assert "--new-key" in str(result.exception)
    assert not folder.exists()


def test_a_key_that_is_none_is_refused(ours: Settings, engine: Engine, folder: Path) -> None:
    with pytest.raises(UsageError, match="BACKUP_KEY"):
        back_up(ours.model_copy(update={"backup_key": "a password"}), engine, folder, now=NOW)


def test_a_new_key_is_its_owners_alone_and_overwrites_nothing(tmp_path: Path) -> None:
    public = make_key(tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert public.startswith("age1")
    assert public_half(tmp_path / "key") == public
    with pytest.raises(UsageError, match="never overwritten"):
        make_key(tmp_path / "key")


def test_no_word_of_a_child_and_no_secret_is_on_the_disk_in_the_clear(
    ours: Settings, engine: Engine, folder: Path
) -> None:
    back_up(ours, engine, folder, now=NOW)
    written = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (WORDS, "dượng", "+84900000001", ours.secret_key):
        assert secret.encode() not in written
    assert {path.stat().st_mode & 0o077 for path in folder.glob("hotline-*")} == {0}


def test_the_manifest_tells_what_is_in_it(ours: Settings, engine: Engine, folder: Path) -> None:
    written = back_up(ours, engine, folder, now=NOW)
    manifest = json.loads(written.path.with_suffix(".json").read_text())
    assert written.path.name == "hotline-20260302T190000Z.backup"
    assert manifest["rows"]["contact"] == 1
    assert manifest["bytes"] == written.path.stat().st_size == written.size


def test_several_people_can_read_it_each_with_their_own_key(
    ours: Settings, engine: Engine, theirs: Settings, new_engine: Engine, folder: Path, key: Path, tmp_path: Path
) -> None:
    both = f"{public_half(key)}, {make_key(tmp_path / 'second')}"
    written = back_up(ours.model_copy(update={"backup_key": both}), engine, folder, now=NOW)
    assert restore(theirs, new_engine, written.path, read_identities(tmp_path / "second"), replace=False)


def test_only_the_newest_are_kept(command: Command, ours: Settings, engine: Engine, folder: Path) -> None:
    for hours in range(3):
        back_up(ours, engine, folder, now=NOW + timedelta(hours=hours))
    assert command(ours, "backup", str(folder), "--keep", "2").exit_code == 0
    kept = [path.name for path in backups_in(folder)]
    assert (len(kept), kept[0]) == (2, "hotline-20260302T210000Z.backup")
    assert len(list(folder.glob("*.json"))) == 2


def test_two_writers_do_not_meet(ours: Settings, engine: Engine, folder: Path) -> None:
    with alone_in(folder), pytest.raises(HotlineError, match="Another backup"):
        back_up(ours, engine, folder, now=NOW)


def pg_dump_that(does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a pg_dump on the PATH, where a server that is not our own looks for it first."""
    program = tmp_path / "bin" / "pg_dump"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\ncase "$1" in --version) echo "pg_dump (PostgreSQL) 99.1"; exit;; esac\n{does}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def with_tables(theirs: Settings, command: Command) -> Settings:
    assert command(theirs, "migrate").exit_code == 0
    return theirs


def test_a_password_is_on_no_command_line(
    with_tables: Settings, command: Command, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = f'echo "$@" > {tmp_path}/arguments; echo "$PGPASSWORD" > {tmp_path}/password'
    pg_dump_that(f'{tell}; exec {find_binary("pg_dump")} "$@"', tmp_path, monkeypatch)
    result = command(with_tables, "backup", str(folder))
    assert result.exit_code == 0, result.exception
    assert "hunter2" not in (tmp_path / "arguments").read_text()
    assert (tmp_path / "password").read_text() == "hunter2\n"


def test_a_dump_that_breaks_off_leaves_nothing(
    with_tables: Settings, new_engine: Engine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pg_dump_that("printf PGDMP; echo 'the server went away' >&2; exit 1", tmp_path, monkeypatch)
    with pytest.raises(HotlineError, match="the server went away"):
        back_up(with_tables, new_engine, folder, now=NOW)
    assert not list(folder.glob("hotline-*"))


def test_one_that_was_killed_half_way_is_never_taken_for_a_backup(
    with_tables: Settings,
    new_engine: Engine,
    command: Command,
    key: Path,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pg_dump_that("printf PGDMP; echo $$ > " + f"{tmp_path}/pid; exec sleep 60", tmp_path, monkeypatch)
    writer = subprocess.Popen([sys.executable, "-m", "hotline.cli", "backup", str(folder)])
    try:
        wait_for(lambda: list(folder.glob("*.part")) and (tmp_path / "pid").exists())
    finally:
        writer.kill()
        writer.wait()
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    result = command(with_tables, "restore", str(folder), "--identity", str(key))
    assert "no backup" in str(result.exception)
    (tmp_path / "bin" / "pg_dump").unlink()
    back_up(with_tables, new_engine, folder, now=NOW)
    assert not list(folder.glob("*.part")), "the next one clears up"


def wait_for(condition: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)
