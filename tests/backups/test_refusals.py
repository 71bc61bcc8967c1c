"""A restore that cannot succeed, or would lose something, changes nothing."""

from collections.abc import Callable
from dataclasses import replace as changed
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pyrage import decrypt_io, encrypt_io
from sqlalchemy import Engine
from sqlmodel import Session

from hotline import db
from hotline.backups import back_up, make_key, read_identities, read_recipients, restore
from hotline.backups.archive import Joined, Split
from hotline.backups.reading import Backup
from hotline.errors import HotlineError, UsageError
from hotline.models import Heartbeat
from hotline.settings import Settings

from .conftest import NOW, Command, all_rows


@pytest.fixture
def backup(ours: Settings, engine: Engine, folder: Path) -> Path:
    return back_up(ours, engine, folder, now=NOW).path


@pytest.fixture
def full(backup: Path, theirs: Settings, new_engine: Engine, key: Path) -> Engine:
    """A database that holds contacts already."""
    restore(theirs, new_engine, backup, read_identities(key), replace=False)
    return new_engine


def test_another_key_does_not_open_it(backup: Path, theirs: Settings, new_engine: Engine, tmp_path: Path) -> None:
    make_key(tmp_path / "other")
    with pytest.raises(UsageError, match="--identity"):
        restore(theirs, new_engine, backup, read_identities(tmp_path / "other"), replace=False)


@pytest.mark.parametrize("content", ["", "a password", "AGE-SECRET-KEY-1NOT"])
def test_a_file_without_a_secret_key_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "no-key").write_text(content)
    with pytest.raises(UsageError, match="no-key"):
        read_identities(tmp_path / "no-key")


def test_damage_on_the_way_shows_by_the_checksum(backup: Path, key: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-1] + b"?")
    with pytest.raises(HotlineError, match="checksum"):
        Backup(backup, read_identities(key)).verify()


@hypothesis(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), cut=st.booleans(), bit=st.integers(0, 7))
def test_damage_anywhere_is_found_without_a_manifest_too(
    backup: Path, key: Path, where: float, cut: bool, bit: int
) -> None:
    whole = backup.read_bytes()
    at = int(where * len(whole))
    damaged = backup.with_name("damaged.backup")
    damaged.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    with pytest.raises(HotlineError):
        Backup(damaged, read_identities(key)).verify()


def test_contacts_are_lost_only_when_somebody_says_so(
    full: Engine, backup: Path, theirs: Settings, key: Path, engine: Engine
) -> None:
    with pytest.raises(UsageError, match="--replace"):
        restore(theirs, full, backup, read_identities(key), replace=False)
    restore(theirs, full, backup, read_identities(key), replace=True)
    assert all_rows(full) == all_rows(engine)


def test_a_database_in_use_is_left_alone(full: Engine, backup: Path, theirs: Settings, key: Path) -> None:
    another = db.connect(theirs)
    with another.connect(), pytest.raises(UsageError, match="in use"):
        restore(theirs, full, backup, read_identities(key), replace=True)
    another.dispose()


def test_a_sign_of_life_stops_it(full: Engine, backup: Path, theirs: Settings, key: Path) -> None:
    with Session(full) as session:
        session.add(Heartbeat(part="watch", at=datetime.now(UTC), by="elsewhere"))
        session.commit()
    full.dispose()
    with pytest.raises(UsageError, match="sign of life"):
        restore(theirs, full, backup, read_identities(key), replace=True)


@pytest.fixture
def forge(backup: Path, key: Path, ours: Settings) -> Callable[..., Path]:
    """Makes a backup that says other things about its dump, or holds another."""

    def make(dump: bytes | None = None, **facts: object) -> Path:
        true = BytesIO()
        plain = Split(true.write)
        decrypt_io(BytesIO(backup.read_bytes()), plain, read_identities(key))
        assert plain.facts
        said = changed(plain.facts, **facts)  # type: ignore[arg-type]
        path = backup.with_name("hotline-20270101T000000Z.backup")
        with path.open("wb") as file:
            encrypt_io(
                Joined(said, BytesIO(true.getvalue() if dump is None else dump)),
                file,
                read_recipients(ours.backup_key),
            )
        return path

    return make


@pytest.mark.parametrize(
    ("forgery", "complaint"),
    [
        ({"tables": "9999"}, "newer version"),
        ({"rows": {"contact": 2}}, "other rows"),
        ({"dump": b"PGDMP and then nothing that makes sense"}, "pg_restore cannot read"),
        ({"pg_dump": 99}, "pg_restore 99 or newer"),
    ],
)
def test_what_cannot_be_restored_leaves_every_row_as_it_was(
    full: Engine,
    forge: Callable[..., Path],
    theirs: Settings,
    key: Path,
    forgery: dict[str, object],
    complaint: str,
) -> None:
    before = all_rows(full)
    with pytest.raises(HotlineError, match=complaint):
        restore(theirs, full, forge(**forgery), read_identities(key), replace=True)
    assert all_rows(full) == before


def test_a_dump_cut_short_leaves_every_row_as_it_was(
    full: Engine, backup: Path, forge: Callable[..., Path], theirs: Settings, key: Path
) -> None:
    before, true = all_rows(full), BytesIO()
    decrypt_io(BytesIO(backup.read_bytes()), Split(true.write), read_identities(key))
    with pytest.raises(HotlineError):
        restore(theirs, full, forge(true.getvalue()[:-2000]), read_identities(key), replace=True)
    assert all_rows(full) == before


def test_a_time_without_a_backup_is_bad_usage(
    command: Command, theirs: Settings, backup: Path, folder: Path, key: Path
) -> None:
    result = command(theirs, "restore", str(folder), "--at", "20200101T000000Z", "--identity", str(key))
    assert isinstance(result.exception, UsageError)


def test_a_secret_key_of_the_settings_is_left_to_the_operator(
    backup: Path, theirs: Settings, new_engine: Engine, key: Path
) -> None:
    set_by_hand = theirs.model_copy(update={"secret_key": "another"})
    restored = restore(set_by_hand, new_engine, backup, read_identities(key), replace=False)
    assert not restored.secret_kept
