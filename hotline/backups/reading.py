"""A backup as it is read: proved whole before anything is done with it, then streamed through pg_restore."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import IO

from pyrage import DecryptError, decrypt_io
from pyrage.x25519 import Identity

from hotline.backups.archive import Facts, Split
from hotline.backups.folder import manifest_of
from hotline.backups.programs import restore_program
from hotline.errors import HotlineError, UsageError

OPTIONS = ["--file=-", "--schema=public", "--no-owner", "--no-privileges"]


@dataclass(frozen=True)
class Backup:
    path: Path
    identities: list[Identity]

    def verify(self) -> Facts:
        """Read all of it once. Raises UsageError for a key that does not fit, HotlineError for a damaged file."""
        with self.path.open("rb") as file:
            if not self._is_as_written(file):
                raise HotlineError(f"{self.path} is damaged: its checksum is not the one in its manifest")
            file.seek(0)
            plain = Split()
            self._decrypt(file, plain)
        if plain.facts is None:
            raise HotlineError(f"{self.path} is damaged: it ends too early")
        return plain.facts

    def _is_as_written(self, file: BufferedReader) -> bool:
        """A backup whose manifest was lost on its way is judged by its encryption alone, which finds damage as well."""
        try:
            manifest = json.loads(manifest_of(self.path).read_bytes())
        except (OSError, ValueError):
            return True
        return bool(manifest.get("sha256") == hashlib.file_digest(file, "sha256").hexdigest())

    def _decrypt(self, file: BufferedReader, plain: Split) -> None:
        try:
            decrypt_io(file, plain, self.identities)
        except DecryptError as problem:
            if "key" in str(problem):
                raise UsageError(f"{self.path} was not encrypted for this key: name the right --identity") from None
            raise HotlineError(f"{self.path} is no backup, or is damaged ({problem})") from None
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise HotlineError(f"{self.path} is damaged ({problem}): take an older backup") from None

    @contextmanager
    def script(self, facts: Facts) -> Iterator[Iterator[bytes]]:
        """The lines of SQL that make the database again. Raises HotlineError at the end unless they were all."""
        program = restore_program(facts.pg_dump)
        process = subprocess.Popen(
            [program, *OPTIONS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin is not None  # noqa: S101 - pipes, as ordered
        assert process.stdout is not None  # noqa: S101
        with ThreadPoolExecutor(1) as beside, process.stdout as lines:
            try:
                feeding = beside.submit(self._feed, process.stdin)
                yield iter(lines)
                feeding.result()
                process.wait()
            finally:
                process.kill()  # which lets the feeding end, too
        if process.wait():
            raise HotlineError(f"{self.path} holds a dump that pg_restore cannot read")

    def _feed(self, into: IO[bytes]) -> None:
        """Until the end, or until pg_restore wants no more; its exit code says why."""
        with suppress(BrokenPipeError), self.path.open("rb") as file, into:
            self._decrypt(file, Split(into.write))
