"""A dump that is being written by pg_dump, as a stream."""

import subprocess
import tempfile
from types import TracebackType

from sqlalchemy import Connection, Engine, text

from hotline.backups.programs import dump_program, way_to
from hotline.backups.rows import driver_of
from hotline.errors import HotlineError

OPTIONS = ["--format=custom", "--schema=public", "--no-owner", "--no-privileges", "--no-comments", "--no-password"]


class Dump:
    """What `connection` sees in its transaction, and nothing later. Ends pg_dump when it is left."""

    def __init__(self, engine: Engine, connection: Connection, *, embedded: bool) -> None:
        driver = driver_of(connection)
        program, self.version = dump_program(driver, embedded=embedded)
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - as long-lived as we are
        self._process = subprocess.Popen(
            [program, *OPTIONS, f"--snapshot={snapshot}"],
            env=way_to(engine, driver),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._said,
        )

    def read(self, size: int, /) -> bytes:
        return self._process.stdout.read(size) if self._process.stdout else b""

    def finish(self) -> None:
        """Raises HotlineError, with what pg_dump said, unless it has come to a good end."""
        if self._process.wait():
            self._said.seek(0)
            last = (self._said.read().decode(errors="replace").strip() or "it said nothing").splitlines()[-1]
            raise HotlineError(f"The database could not be dumped: {last}")

    def __enter__(self) -> "Dump":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.kill()
        if self._process.stdout:
            self._process.stdout.close()
        self._process.wait()
        self._said.close()
