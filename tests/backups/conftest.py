"""An installation that has something to lose, and a second database to restore it to."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, make_url, text
from sqlmodel import SQLModel
from typer.testing import CliRunner

from hotline import cases, contacts, db
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import open_alert
from hotline.backups import make_key
from hotline.cityfile import apply_city, read_city
from hotline.cli import build
from hotline.models import ContactChannel
from hotline.settings import Settings
from routing.roster import city

TOWN = Path(__file__).parents[1] / "stories" / "town.yaml"
NOW = datetime(2026, 3, 2, 19, 0, 0, 250_000, tzinfo=UTC)
WORDS = "dượng đánh em, em trốn ở sau bếp"
Rows = dict[str, list[tuple[object, ...]]]
Command = Callable[..., Result]


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The operator's secret key."""
    path = tmp_path / "key"
    make_key(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def ours(home: Path, key: Path, engine: Engine) -> Settings:
    """The settings of an installation where a child has written, and whose officers are about to be rung."""
    with db.transaction(engine) as session:
        apply_city(session, read_city(TOWN), now=NOW)
        case = cases.open_case(session, city(session), district="ninh-kieu", now=NOW, why="a test")
        contact = contacts.insert_contact(
            session, ContactChannel.SMS, "SM1", caller="+84900000001", called="+842923891111", now=NOW, body=WORDS
        )
        assert contact
        contacts.attach(session, contact, case, now=NOW)
        escalate(session, open_alert(session, case.id, now=NOW, ring_at=NOW, why="a test").id, now=NOW)
    (home / "secret_key").write_text("a secret for tests")
    return Settings(hotline_home=home, backup_key=public_half(key))  # type: ignore[call-arg]


def public_half(key: Path) -> str:
    return key.read_text().splitlines()[0].rpartition(" ")[2]


@pytest.fixture
def elsewhere(migrated_engine: Engine) -> str:
    """The address of a second, empty database, with a password that nobody asks for."""
    server = migrated_engine.execution_options(isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS elsewhere WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE elsewhere"))
    url = make_url(str(migrated_engine.url)).set(database="elsewhere", password="hunter2")
    return url.render_as_string(hide_password=False)


@pytest.fixture
def theirs(elsewhere: str, tmp_path: Path, key: Path) -> Settings:
    """The settings of a new installation on that database."""
    return Settings(hotline_home=tmp_path / "new", database_url=elsewhere, backup_key=public_half(key))  # type: ignore[call-arg]


@pytest.fixture
def new_engine(theirs: Settings) -> Iterator[Engine]:
    engine = db.connect(theirs)
    yield engine
    engine.dispose()


def all_rows(engine: Engine) -> Rows:
    """Every row of every table but those of the living: heartbeats are of processes that are no more."""
    with engine.connect() as connection:
        rows: Rows = {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=str)
            for table in SQLModel.metadata.sorted_tables
            if table.name != "heartbeat"
        }
    engine.dispose()  # a connection kept open counts as one of a running service
    return rows


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs `hotline …` with the settings of an installation."""

    def run(settings: Settings, *arguments: str) -> Result:
        monkeypatch.setenv("HOTLINE_HOME", str(settings.hotline_home))
        monkeypatch.setenv("BACKUP_KEY", settings.backup_key)
        monkeypatch.setenv("DATABASE_URL", settings.database_url)
        return CliRunner().invoke(build(arguments), arguments)

    return run
