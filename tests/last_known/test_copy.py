"""The copy of the roster on disk: private, whole or not used, and as new as the database was."""

import logging
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from hotline.cityfile import apply_city, read_city
from hotline.clock import SystemClock
from hotline.db import transaction
from hotline.last_known import LastKnown, Roster, read_roster, roster_path
from hotline.last_known.file import load, save

TOWN_FILE = Path(__file__).parents[1] / "stories" / "town.yaml"
Transaction = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return roster_path(tmp_path)


@pytest.fixture
def database(engine: Engine) -> Transaction:
    """A database with the town in it."""
    with transaction(engine) as session:
        apply_city(session, read_city(TOWN_FILE), now=SystemClock().now())
    return lambda: transaction(engine)


def database_away() -> AbstractContextManager[Session]:
    raise OSError("the database is gone")


def test_a_process_that_starts_without_a_database_knows_what_another_one_knew(
    path: Path, database: Transaction
) -> None:
    LastKnown(path).refresh(database, now=SystemClock().now())
    with database() as session:
        assert LastKnown(path).roster == read_roster(session, now=SystemClock().now())
    known = LastKnown(path).roster
    now = SystemClock().now()
    assert known.lines == {"+842923830000": "cai-rang"}
    assert [one.id for one in known.on_duty(district="ninh-kieu", tier=1, now=now)] == ["nk1", "nk2"]
    assert [one.id for one in known.officers if one.is_manager] == ["boss"]


def test_only_its_owner_can_read_it_and_no_draft_is_left(path: Path, database: Transaction) -> None:
    LastKnown(path).refresh(database, now=SystemClock().now())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_it_is_written_only_when_something_has_changed(path: Path, database: Transaction) -> None:
    known = LastKnown(path)
    known.refresh(database, now=SystemClock().now())
    before = path.stat().st_ino
    known.refresh(database, now=SystemClock().now())
    LastKnown(path).refresh(database, now=SystemClock().now())
    assert path.stat().st_ino == before
    with database() as session:
        session.connection().exec_driver_sql("UPDATE city SET desk = '+842923000000'")
    known.refresh(database, now=SystemClock().now())
    assert path.stat().st_ino != before
    assert LastKnown(path).roster.desk == "+842923000000"


def test_a_copy_that_somebody_removed_is_written_again(path: Path, database: Transaction) -> None:
    known = LastKnown(path)
    known.refresh(database, now=SystemClock().now())
    path.unlink()
    known.refresh(database, now=SystemClock().now())
    assert LastKnown(path).is_known


def test_a_database_that_goes_away_takes_nothing_from_memory(path: Path, database: Transaction) -> None:
    known = LastKnown(path)
    known.refresh(database, now=SystemClock().now())
    with pytest.raises(OSError, match="gone"):
        known.refresh(database_away, now=SystemClock().now())
    assert known.roster.desk == "+842923999111"


def test_an_officer_who_has_left_or_reads_texts_only_is_not_telephoned(path: Path, database: Transaction) -> None:
    with database() as session:
        session.connection().exec_driver_sql("UPDATE officer SET active = false WHERE id = 'nk1'")
        session.connection().exec_driver_sql("""UPDATE officer SET channels = '["sms"]' WHERE id = 'nk2'""")
        known = read_roster(session, now=SystemClock().now())
        assert {one.id for one in known.officers}.isdisjoint({"nk1", "nk2"})
        assert known.on_duty(district="ninh-kieu", tier=1, now=SystemClock().now()) == []


def test_a_manager_who_reads_texts_only_is_known_for_the_alarms_sake(path: Path, database: Transaction) -> None:
    with database() as session:
        session.connection().exec_driver_sql("""UPDATE officer SET channels = '["sms"]' WHERE id = 'boss'""")
    LastKnown(path).refresh(database, now=SystemClock().now())
    (boss,) = [one for one in LastKnown(path).roster.officers if one.is_manager]
    assert (boss.id, boss.channels) == ("boss", ("sms",))


def test_a_copy_that_does_not_know_of_channels_yet_is_read(path: Path) -> None:
    path.write_text('{"version": 1, "officers": [{"id": "boss", "phone": "+84912000090", "is_manager": true}]}')
    (boss,) = LastKnown(path).roster.officers
    assert set(boss.channels) == {"call", "sms"}


def test_before_a_city_is_applied_there_is_nothing_to_keep(path: Path, engine: Engine) -> None:
    known = LastKnown(path)
    known.refresh(lambda: transaction(engine), now=SystemClock().now())
    assert (known.is_known, path.exists()) == (False, False)
    assert known.roster.national_line == "111"


def test_a_folder_that_cannot_be_written_leaves_memory_right(
    tmp_path: Path, database: Transaction, caplog: pytest.LogCaptureFixture
) -> None:
    blocker = tmp_path / "home"
    blocker.write_text("a file, where a folder should be")
    known = LastKnown(roster_path(blocker))
    known.refresh(database, now=SystemClock().now())
    assert known.roster.desk == "+842923999111"
    assert "can't be written" in caplog.text


def whole(path: Path) -> str:
    save(path, Roster(desk="+842923999111"))
    return path.read_text()


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "\0" * len(text),
        lambda text: text.replace('"version":1', '"version":2'),
        lambda text: text.replace('"version":1', '"written_by":"somebody","version":1'),
        lambda text: text.replace("Asia/Ho_Chi_Minh", "Asia/Nowhere"),
        lambda text: text.replace('"shifts":[]', '"shifts":[{"district":"+84912000001"}]'),
    ],
)
def test_a_copy_that_is_damaged_or_of_another_version_is_not_used_and_not_quoted(
    path: Path, damage: Callable[[str], str], caplog: pytest.LogCaptureFixture
) -> None:
    path.write_text(damage(whole(path)))
    with caplog.at_level(logging.WARNING):
        assert LastKnown(path).roster == Roster()
    assert "the copy of the roster in roster.json can't be used" in caplog.text
    assert "+84912000001" not in caplog.text


def test_a_damaged_copy_is_replaced_when_the_database_answers(path: Path, database: Transaction) -> None:
    path.write_text('{"half')
    LastKnown(path).refresh(database, now=SystemClock().now())
    assert LastKnown(path).roster.desk == "+842923999111"


@profile(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), junk=st.binary(max_size=20), keep=st.integers(0, 400))
def test_whatever_a_power_cut_left_behind_starting_works(path: Path, place: int, junk: bytes, keep: int) -> None:
    text = whole(path).encode()
    path.write_bytes(text[:place] + junk + text[place + len(junk) : place + len(junk) + keep])
    loaded = load(path)
    assert loaded is None or isinstance(loaded, Roster)
