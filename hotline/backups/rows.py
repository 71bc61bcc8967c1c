"""The tables of a database and how many rows each has; what PostgreSQL's own driver is needed for."""

import psycopg
from sqlalchemy import Connection, text

TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname"


def table_names(connection: Connection) -> list[str]:
    return list(connection.execute(text(TABLES)).scalars())


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows by table, as this transaction sees them."""
    return {
        name: connection.execute(text(f'SELECT count(*) FROM public."{name}"')).scalar_one()  # noqa: S608 - our tables
        for name in table_names(connection)
    }


def driver_of(connection: Connection) -> psycopg.Connection[object]:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - `hotline.db` knows no other
    return driver
