"""How PostgreSQL is to work on a report: a long statement, unlike all others of this service."""

from typing import Any

from sqlalchemy import CursorResult, Select, text
from sqlmodel import Session

from hotline.reports.scope import Scope

SETTINGS = {
    # a plan made once for all periods takes each for a short one, and goes through a year row by row
    "plan_cache_mode": "force_custom_plan",
    # compiling takes longer than what it would save here
    "jit": "off",
    # a year is sorted in memory
    "work_mem": "16MB",
}


def read(session: Session, scope: Scope, query: Select[*tuple[Any, ...]]) -> CursorResult[*tuple[Any, ...]]:
    """What a query over `hotline.reports.rows` finds. Its settings stay until the end of the transaction.

    The database's own time is the city's then: looking up the zone for each row takes as long as reading it.
    """
    settings = {**SETTINGS, "timezone": scope.zone}
    session.connection().execute(
        text("SELECT " + ", ".join(f"set_config('{name}', :{name}, true)" for name in settings)), settings
    )
    return session.connection().execute(query)
