"""Run a script of pg_restore through our own connection: one transaction with whatever stands around it."""

import re
from collections.abc import Iterator

import psycopg

COPY = re.compile(rb"COPY .* FROM stdin;\n")
END_OF_COPY = b"\\.\n"
FOR_PSQL = b"\\"
UNKNOWN_BEFORE_17 = b"SET transaction_timeout = 0;\n"
PIECE = 1 << 20


def run_script(connection: psycopg.Connection[object], lines: Iterator[bytes]) -> None:
    """Statements go to the server in bundles, as they stand; rows between them by COPY. Commits nothing."""
    with connection.cursor() as cursor:
        bundle: list[bytes] = []
        for line in lines:
            if COPY.fullmatch(line):
                _execute(cursor, bundle)
                _copy(cursor, line, lines)
            elif not line.startswith(FOR_PSQL) and line != UNKNOWN_BEFORE_17:
                bundle.append(line)
        _execute(cursor, bundle)


def _execute(cursor: psycopg.Cursor[object], bundle: list[bytes]) -> None:
    cursor.execute(b"".join(bundle))
    bundle.clear()


def _copy(cursor: psycopg.Cursor[object], statement: bytes, lines: Iterator[bytes]) -> None:
    with cursor.copy(statement) as copy:
        for line in lines:
            if line == END_OF_COPY:
                return
            copy.write(line)
