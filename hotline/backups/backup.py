"""Write a backup: a dump that is encrypted on its way to the disk, which never holds it in the clear."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BufferedRandom
from pathlib import Path

from pyrage import EncryptError, encrypt_io
from sqlalchemy import Connection, Engine, text

from hotline.backups.archive import Facts, Joined
from hotline.backups.dump import Dump
from hotline.backups.folder import alone_in, checksum, drafted, manifest_of, name_of
from hotline.backups.keys import read_recipients
from hotline.backups.rows import count_rows
from hotline.errors import HotlineError
from hotline.schema import current_version
from hotline.settings import Settings


@dataclass(frozen=True)
class Written:
    """A backup that is whole and on the disk."""

    path: Path
    rows: dict[str, int]
    size: int
    """Bytes."""


def back_up(settings: Settings, engine: Engine, folder: Path, *, now: datetime) -> Written:
    """Write one backup of the database, as it is at one moment, and of the secret key.

    Raises UsageError without a key to encrypt for, HotlineError if no whole backup could be written; nothing is
    left of it then.
    """
    recipients = read_recipients(settings.backup_key)
    path = folder / name_of(now)
    with alone_in(folder), _one_moment(engine) as connection:
        tables = current_version(connection)
        if tables is None:
            raise HotlineError("The database has no tables yet, so there is nothing to back up")
        with Dump(engine, connection, embedded=not settings.database_url) as dump, _disk(path) as file:
            rows = count_rows(connection)
            facts = Facts(now.isoformat(), tables, rows, dump.version, settings.secret_key)
            encrypt_io(Joined(facts, dump), file, recipients)
            dump.finish()
            size = file.tell()
            _write_manifest(path, facts, file)
    return Written(path, rows, size)


@contextmanager
def _one_moment(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the database as it is at its beginning, for as long as a dump may take."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        yield connection


@contextmanager
def _disk(path: Path) -> Iterator[BufferedRandom]:
    try:
        with drafted(path) as file:
            yield file
    except (OSError, EncryptError) as problem:
        raise HotlineError(f"{path} could not be written ({problem}): is the disk full?") from None


def _write_manifest(path: Path, facts: Facts, file: BufferedRandom) -> None:
    """Before the backup gets its name, so that none is ever without. Reads the file back for its checksum."""
    shown = {name: value for name, value in asdict(facts).items() if name != "secret_key"}
    manifest = {**shown, "bytes": file.tell(), "sha256": checksum(file)}
    manifest_of(path).unlink(missing_ok=True)
    with drafted(manifest_of(path)) as beside:
        beside.write(json.dumps(manifest, indent=1).encode() + b"\n")
