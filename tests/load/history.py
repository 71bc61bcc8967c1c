"""Two years of a busy hotline, made in seconds by the database itself; the same every time.

Of each twenty cases one began with a text, some callers gave up early or waited in vain, and the last few are open.
"""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, text
from sqlmodel import Session

CASES = 100_000
DAYS = 730

SEED = (Path(__file__).parent / "history.sql").read_text()


def make_history(engine: Engine, *, now: datetime, cases: int = CASES) -> None:
    """For a database with a city and no cases yet."""
    with Session(engine) as session, session.begin():
        session.connection().execute(text("SET LOCAL statement_timeout = 0"))
        for statement in SEED.strip().removesuffix(";").split("\n;\n"):
            session.connection().execute(text(statement), {"cases": cases, "days": DAYS, "now": now})
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("VACUUM ANALYZE"))
