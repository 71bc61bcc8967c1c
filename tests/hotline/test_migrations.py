"""The migrations and the models say the same, and the log of a case can't be rewritten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

import hotline
from hotline.models import CaseEvent, event


def test_the_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(hotline.__file__).parent / "migrations"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)


@pytest.mark.parametrize("change", [update(CaseEvent).values(who="nobody"), delete(CaseEvent)])
def test_the_log_of_a_case_is_append_only(session: Session, change: object) -> None:
    session.add(event(None, "a.test", now=datetime.now(UTC)))
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.exec(change)  # type: ignore[call-overload]
