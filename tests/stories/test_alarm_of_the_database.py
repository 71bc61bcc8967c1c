"""The database is away: the managers hear of it from what is on disk, once, and again when it is back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from hotline.alarms.database_away import DatabaseAlarm
from hotline.alarms.told_file import locked_file
from hotline.database_state import DatabaseState
from hotline.last_known import LastKnown, read_roster
from hotline.service import Service
from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone

from .town import Town


class Database(DatabaseState):
    """A database that is away when a story says so."""

    def __init__(self, town: Town) -> None:
        super().__init__(clock=town.clock)
        self._town = town

    def goes(self) -> None:
        self._away_since = self._town.clock.now()

    def comes_back(self) -> None:
        self._away_since = None


@pytest.fixture
def database(town: Town) -> Database:
    return Database(town)


@pytest.fixture
def machine(town: Town, database: Database) -> Iterator[Service]:
    """What the processes of one machine share: a copy of the roster, and a folder."""
    last_known = LastKnown()
    with town.service.transaction() as session:
        last_known.remember(read_roster(session, now=town.clock.now()))
    yield replace(town.service, database=database, last_known=last_known)
    shutil.rmtree(town.service.settings.hotline_home / "alarms", ignore_errors=True)


def look(town: Town, seconds: int, *alarms: DatabaseAlarm) -> None:
    for _ in range(0, seconds, 2):
        town.passes(2)
        for alarm in alarms:
            alarm.look()


def test_all_processes_together_tell_once_and_give_one_all_clear(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    processes = [DatabaseAlarm(machine) for _ in range(3)]
    database.goes()
    look(town, 8, *processes)
    assert manager.inbox == []
    look(town, 60, *processes)
    assert manager.inbox == ["[Báo động] Cơ sở dữ liệu ngừng từ 02:00. Xin kiểm tra ngay."]
    assert manager.rang == 1

    database.comes_back()
    look(town, 30, *processes)
    assert manager.inbox[1:] == ["[Đã ổn lúc 02:01] Cơ sở dữ liệu ngừng từ 02:00."]
    alarm = town.record("alarms")
    assert (alarm["kind"], alarm["told"]) == ("database", ["boss"])
    assert alarm["cleared_at"]


@pytest.mark.parametrize(("channel", "texts", "rang"), [("sms", 2, 0), ("call", 0, 1)])
def test_a_manager_hears_of_it_and_of_its_end_on_their_own_channels_only(
    town: Town, machine: Service, database: Database, manager: Phone, channel: str, texts: int, rang: int
) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql(f"UPDATE officer SET channels = '[\"{channel}\"]' WHERE id = 'boss'")
        machine.last_known.remember(read_roster(session, now=town.clock.now()))
    alarm = DatabaseAlarm(machine)
    database.goes()
    look(town, 20, alarm)
    database.comes_back()
    look(town, 30, alarm)
    assert (len(manager.inbox), manager.rang) == (texts, rang)
    assert town.record("alarms")["told"] == ["boss"]


def test_a_short_absence_is_told_to_nobody(town: Town, machine: Service, database: Database, manager: Phone) -> None:
    alarm = DatabaseAlarm(machine)
    database.goes()
    look(town, 8, alarm)
    database.comes_back()
    look(town, 30, alarm)
    assert (manager.inbox, manager.rang, town.records("alarms")) == ([], 0, [])


def test_a_process_that_is_started_meanwhile_tells_nobody_again(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    database.goes()
    look(town, 14, DatabaseAlarm(machine))
    look(town, 60, DatabaseAlarm(machine))
    assert (len(manager.inbox), manager.rang) == (1, 1)


def test_a_network_that_fails_is_asked_again(town: Town, machine: Service, database: Database, manager: Phone) -> None:
    town.faults.rest.extend([RestFault.SERVER_ERROR] * 4)
    alarm = DatabaseAlarm(machine)
    database.goes()
    look(town, 12, alarm)
    assert manager.inbox == []
    look(town, 30, alarm)
    assert (len(manager.inbox), manager.rang) == (1, 1)


def test_what_one_process_sees_away_another_does_not_clear(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    healthy = DatabaseAlarm(replace(machine, database=DatabaseState(clock=town.clock)))
    database.goes()
    look(town, 60, DatabaseAlarm(machine), healthy)
    assert (len(manager.inbox), manager.rang) == (1, 1)


def test_what_flutters_is_told_again_only_when_it_lasts(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    alarm = DatabaseAlarm(machine)
    for _ in range(2):
        database.goes()
        look(town, 20, alarm)
        database.comes_back()
        look(town, 20, alarm)
    assert len(manager.inbox) == 2
    database.goes()
    look(town, 70, alarm)
    assert len(manager.inbox) == 3


def test_a_file_that_the_power_cut_short_is_begun_anew(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    folder = machine.settings.hotline_home / "alarms"
    folder.mkdir(exist_ok=True)
    (folder / "database.json").write_text('{"since": "2026-03-')
    alarm = DatabaseAlarm(machine)
    look(town, 20, alarm)
    assert manager.inbox == []
    database.goes()
    look(town, 20, alarm)
    assert len(manager.inbox) == 1


def test_a_process_that_is_frozen_with_the_file_in_its_hands_silences_nobody(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    file = machine.settings.hotline_home / "alarms" / "database.json"
    process = DatabaseAlarm(machine)
    database.goes()
    with locked_file(file):
        look(town, 30, process)
        assert manager.inbox == []
        look(town, 20, process)
        assert len(manager.inbox) == 1


def test_a_disk_that_is_full_as_well_keeps_nobody_from_hearing_of_it_once(
    town: Town, machine: Service, database: Database, manager: Phone
) -> None:
    folder = machine.settings.hotline_home / "alarms"
    folder.touch()  # nothing can be written into it
    try:
        process = DatabaseAlarm(machine)
        database.goes()
        look(town, 60, process)
        assert (len(manager.inbox), manager.rang) == (1, 1)
        database.comes_back()
        look(town, 60, process)
        assert len(manager.inbox) == 2
    finally:
        folder.unlink()
