"""The database that a backup is read into: whether it may be overwritten, and how it is emptied."""

from sqlalchemy import Connection, Engine, text

from hotline.backups.rows import table_names
from hotline.errors import UsageError

OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
ALIVE = "SELECT count(*) FROM heartbeat WHERE at > now() - interval '30 seconds'"
EMPTY = """
    DO $$ DECLARE thing text; BEGIN
        FOR thing IN SELECT oid::regclass FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        LOOP EXECUTE 'DROP TABLE IF EXISTS ' || thing || ' CASCADE'; END LOOP;
        FOR thing IN SELECT oid::regprocedure FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
        LOOP EXECUTE 'DROP ROUTINE ' || thing || ' CASCADE'; END LOOP;
    END $$
"""
"""Whatever its version: a table that the backup does not know would stand in the way of the migrations."""


def check_target(engine: Engine, *, replace: bool) -> None:
    """Raises UsageError when the service runs, or when contacts would be lost that nobody said may be."""
    with engine.connect() as connection:
        tables = table_names(connection)
        if tables and (others := connection.execute(text(OTHERS)).scalar_one()):
            raise UsageError(f"The database is in use ({others} connections): stop the service first")
        if "heartbeat" in tables and connection.execute(text(ALIVE)).scalar_one():
            raise UsageError("The service gave a sign of life less than 30 s ago: stop it, or wait")
        if not replace and "contact" in tables:
            _refuse_to_lose(connection.execute(text("SELECT count(*) FROM contact")).scalar_one())


def _refuse_to_lose(contacts: int) -> None:
    if contacts:
        raise UsageError(
            f"The database holds {contacts} contacts, and all of it would be lost: back it up, then say --replace"
        )


def clear(connection: Connection) -> None:
    """Drop every table and function of the public schema; undone if the transaction is."""
    connection.execute(text(EMPTY))


def forget_signs_of_life(connection: Connection) -> None:
    """Of processes that lived when the backup was written: nobody is to take them for living, or miss them."""
    if "heartbeat" in table_names(connection):
        connection.execute(text("DELETE FROM public.heartbeat"))
