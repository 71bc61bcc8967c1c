"""How PostgreSQL is to work on a report: a long statement, unlike all others of this service."""

from sqlalchemy import text
from sqlmodel import Session

SETTINGS = {
    # a plan made once for all periods takes each for a short one, and goes through a year row by row
    "plan_cache_mode": "force_custom_plan",
    # compiling takes longer than what it would save here
    "jit": "off",
    # a year is sorted in memory
    "work_mem": "16MB",
}


def plan_for_many_rows(session: Session) -> None:
    """Until the end of the transaction."""
    calls = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in SETTINGS.items())
    session.connection().execute(text(f"SELECT {calls}"))
