"""The version of the database's tables, and the way to the newest one."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x686F746C
"""Any number, as long as nothing else on the database uses it for an advisory lock."""


def upgrade(engine: Engine) -> str:
    """Run the migrations that are missing, all or none, and return the version; others who ask meanwhile wait."""
    with engine.begin() as connection:
        # A migration may take long, and so may the wait for somebody else's; also on a machine that is busy.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # scripts are read in between
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return current_version(connection) or "none"


def current_version(connection: Connection) -> str | None:
    """None before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def knows_version(version: str) -> bool:
    """Whether there is a way from this version to the newest one."""
    return any(script.revision == version for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
