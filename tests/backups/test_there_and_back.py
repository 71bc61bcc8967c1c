"""What was backed up comes back, row by row, and the service goes on from there."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command as alembic
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from hotline import contacts, db
from hotline.alerts.escalation import escalate
from hotline.backups import back_up, read_identities, restore
from hotline.backups.folder import backups_in
from hotline.models import Alert, AlertState, Contact, ContactChannel, Heartbeat, Notification
from hotline.schema import MIGRATIONS, newest_version
from hotline.settings import Settings

from .conftest import NOW, Command, all_rows


def test_every_row_comes_back(
    ours: Settings, engine: Engine, theirs: Settings, new_engine: Engine, folder: Path, key: Path
) -> None:
    before = all_rows(engine)
    written = back_up(ours, engine, folder, now=NOW)
    restored = restore(theirs, new_engine, written.path, read_identities(key), replace=False)
    assert all_rows(new_engine) == before
    assert restored.facts.rows["contact"] == 1


@pytest.fixture
def restored(ours: Settings, engine: Engine, theirs: Settings, new_engine: Engine, folder: Path, key: Path) -> Engine:
    written = back_up(ours, engine, folder, now=NOW)
    restore(theirs, new_engine, written.path, read_identities(key), replace=False)
    return new_engine


def test_an_alert_that_nobody_took_goes_on_where_it_stood(restored: Engine) -> None:
    with db.transaction(restored) as session:
        alert = session.exec(select(Alert)).one()
        assert (alert.state, alert.step) == (AlertState.RINGING, 1)
        escalate(session, alert.id, now=NOW + timedelta(minutes=1))
    with Session(restored) as session:
        assert session.exec(select(Notification).where(col(Notification.step) == 2)).all()


def test_the_next_contact_gets_a_number_of_its_own(restored: Engine) -> None:
    with db.transaction(restored) as session:
        old = session.exec(select(Contact)).one()
        new = contacts.insert_contact(session, ContactChannel.SMS, "SM2", caller="", called="", now=NOW, body="")
        assert new
        assert new.id > old.id


def test_the_log_is_append_only_still(restored: Engine) -> None:
    with pytest.raises(DBAPIError, match="append-only"), restored.begin() as connection:
        connection.execute(text("DELETE FROM case_event"))


def test_signs_of_life_of_old_processes_do_not_come_back(
    ours: Settings, engine: Engine, theirs: Settings, new_engine: Engine, folder: Path, key: Path
) -> None:
    with db.transaction(engine) as session:
        session.add(Heartbeat(part="watch", at=NOW, by="a process"))
    written = back_up(ours, engine, folder, now=NOW)
    restore(theirs, new_engine, written.path, read_identities(key), replace=False)
    with Session(new_engine) as session:
        assert not session.exec(select(Heartbeat)).all()


def test_tables_of_an_older_version_are_brought_up_to_date(
    ours: Settings, theirs: Settings, new_engine: Engine, engine: Engine, folder: Path, key: Path
) -> None:
    """The backup is of the first version; it is read into a database that has the newest."""
    with new_engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        alembic.upgrade(config, "0001")
    written = back_up(theirs, new_engine, folder, now=NOW)
    with new_engine.begin() as connection:
        config.attributes["connection"] = connection
        alembic.upgrade(config, "head")
    new_engine.dispose()
    restored = restore(theirs, new_engine, written.path, read_identities(key), replace=False)
    assert (restored.facts.tables, restored.tables) == ("0001", newest_version())


def test_a_whole_installation_comes_back_on_a_new_machine(
    command: Command, ours: Settings, tmp_path: Path, folder: Path, key: Path
) -> None:
    """Nothing is there but the backups, the key and the program: not even a database server runs."""
    assert command(ours, "backup", str(folder)).exit_code == 0
    new = ours.model_copy(update={"hotline_home": tmp_path / "new"})
    result = command(new, "restore", str(folder), "--identity", str(key))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "new" / "secret_key").read_text() == "a secret for tests"
    assert not (tmp_path / "new" / "postgres" / "data" / "postmaster.pid").exists(), "the server was stopped again"
    assert command(new, "backup", str(folder)).exit_code == 0, "which starts it once more"
    first, second = (json.loads(path.with_suffix(".json").read_text())["rows"] for path in backups_in(folder))
    assert second == first | {"case_event": first["case_event"] + 1}, "and an event that tells of it"
