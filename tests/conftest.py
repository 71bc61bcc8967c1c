"""Real parts for every test: PostgreSQL and Redis servers of the product's own, one pair for each test process."""

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser
from redis import Redis
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel

import hotline.models  # noqa: F401 - fills SQLModel.metadata
import routing.models  # noqa: F401 - likewise
from hotline.db import connect
from hotline.embedded import Guard, PostgresServer, RedisServer, redis_url
from hotline.schema import MIGRATIONS, upgrade
from hotline.settings import Settings
from tests.page.chromium import running_browser
from tests.stories.scenes import empty

hypothesis.settings.register_profile("shared machine", deadline=None)  # time tells nothing there: see `make bench`
hypothesis.settings.load_profile("shared machine")

ROOM = 20_000
"""Objects that may come into being before the dead among them are looked for."""

PATIENCE = 8.0
"""Seconds that any answer may take in a story that is not about being late."""

OURS = {name.upper() for name in Settings.model_fields}


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: stories in real time wait more than they work."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those in real time first, so that the rest is done meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("in_real_time") is None)


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for dead objects again and again costs more than most tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ROOM)


@pytest.fixture(scope="session", autouse=True)
def _clean_environment() -> Iterator[None]:
    """No setting of the machine, and no .env, reaches a test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OURS | {name for name in os.environ if name.startswith(("HOTLINE_", "TWILIO_"))}:
            patch.delenv(name, raising=False)
        patch.setitem(Settings.model_config, "env_file", None)
        yield


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """The HOTLINE_HOME of this test process; its path is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="hotline-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def guard() -> Iterator[Guard]:
    """Ends the servers of a test run that was killed."""
    guard = Guard()
    yield guard
    guard.dismiss()


@pytest.fixture(scope="session")
def postgres(home: Path, guard: Guard) -> Iterator[PostgresServer]:
    server = PostgresServer(home, durable=False)
    server.start()
    guard.watch(server.pid or 0)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def redis_server(home: Path, guard: Guard) -> Iterator[RedisServer]:
    server = RedisServer(home)
    server.start()
    guard.watch(server.pid or 0)
    yield server
    server.stop()


@pytest.fixture
def settings(home: Path) -> Settings:
    """A simulated installation on the test servers."""
    return Settings(hotline_home=home, secret_key="a secret for tests")  # type: ignore[call-arg]


@pytest.fixture
def patient(settings: Settings) -> Settings:
    """One that gives a busy machine time: being late has stories of its own."""
    late = ("timeout_call_answer", "timeout_webhook_answer", "timeout_telephony_read", "timeout_push_read")
    return settings.model_copy(update=dict.fromkeys(late, PATIENCE))


@pytest.fixture(scope="session")
def migrated_engine(home: Path, postgres: PostgresServer) -> Iterator[Engine]:
    patience = {"timeout_database_lock": 4.5, "timeout_database_idle": PATIENCE, "timeout_database_pool": PATIENCE}
    engine = connect(Settings(hotline_home=home, secret_key="a secret for tests", **patience))  # type: ignore[arg-type]
    _make_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(migrated_engine: Engine) -> Engine:
    """A migrated database without a row. Tests commit freely."""
    empty(migrated_engine)
    return migrated_engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One session on the empty database; what is not committed is rolled back."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def redis(home: Path, redis_server: RedisServer) -> Iterator[Redis]:
    """A connection to an empty queue."""
    with Redis.from_url(redis_url(home)) as client:
        client.flushall()
        yield client


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests of this process: a thread can't drive two."""
    with running_browser() as browser:
        yield browser


def _make_tables(engine: Engine) -> None:
    if (MIGRATIONS / "env.py").exists():
        upgrade(engine)
    else:
        SQLModel.metadata.create_all(engine)
