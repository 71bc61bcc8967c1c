"""Read a backup into the database, in one transaction: all of it, or nothing."""

from dataclasses import dataclass
from pathlib import Path

from psycopg import Error as DatabaseError
from pyrage.x25519 import Identity
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from hotline.backups.archive import Facts
from hotline.backups.reading import Backup
from hotline.backups.rows import count_rows, driver_of
from hotline.backups.script import run_script
from hotline.backups.secret import adopt_secret
from hotline.backups.target import check_target, clear, forget_signs_of_life
from hotline.errors import HotlineError
from hotline.schema import knows_version, upgrade
from hotline.settings import Settings


@dataclass(frozen=True)
class Restored:
    facts: Facts
    tables: str
    """The version of the tables now."""
    secret_kept: bool
    """False: SECRET_KEY is set to another one than the backup's, and what the old one signed is void."""


def restore(settings: Settings, engine: Engine, path: Path, identities: list[Identity], *, replace: bool) -> Restored:
    """Make the database what it was when the backup was written, then bring its tables up to date.

    Raises UsageError when the database is in use, or holds contacts and `replace` is not set; HotlineError when the
    backup can't be read with these keys, is damaged, or was made by a newer version. The database is then as before.
    """
    backup = Backup(path, identities)
    facts = backup.verify()
    if not knows_version(facts.tables):
        raise HotlineError(f"{path} holds tables of version {facts.tables}: restore it with a newer version of this")
    check_target(engine, replace=replace)
    try:
        _fill(engine, backup, facts)
    except (DatabaseError, SQLAlchemyError) as problem:  # only its kind: what it says may quote a row
        reason = type(getattr(problem, "orig", None) or problem).__name__
        raise HotlineError(f"The database refused the backup ({reason}), and is as it was before") from None
    kept = adopt_secret(settings, facts.secret_key)
    return Restored(facts, upgrade(engine), kept)


def _fill(engine: Engine, backup: Backup, facts: Facts) -> None:
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        clear(connection)
        with backup.script(facts) as lines:
            run_script(driver_of(connection), lines)
        if count_rows(connection) != facts.rows:
            raise HotlineError("The backup holds other rows than it says, and the database is as it was before")
        forget_signs_of_life(connection)
    engine.dispose()  # the script left settings of its own on that connection
