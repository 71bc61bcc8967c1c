"""A process that stands still in mid-transaction: others get at its rows, and it does its work once more."""

import time

import pytest
from sqlalchemy import text
from sqlmodel import Session

from hotline.service import Service, assemble
from hotline.settings import Settings
from webhooks.answers import TryAgain

LOCK = text("SELECT pg_advisory_xact_lock(7)")


def stand_still(service: Service) -> None:
    """Until somebody else has what we have locked; then go on as if nothing had happened."""
    with service.transaction() as ours:
        ours.connection().execute(LOCK)
        with Session(service.engine) as theirs:
            theirs.connection().execute(LOCK)
        ours.connection().execute(LOCK)


@pytest.mark.usefixtures("engine")
def test_rows_of_a_frozen_process_are_free_in_time(settings: Settings) -> None:
    limits = {"timeout_database_idle": 0.2, "timeout_database_lock": 60.0}
    service = assemble(settings.model_copy(update=limits))
    began = time.monotonic()
    with pytest.raises(TryAgain):
        stand_still(service)
    assert time.monotonic() - began < 4
    assert not service.database.is_away
    with service.transaction() as again:
        again.connection().execute(LOCK)
    service.engine.dispose()
