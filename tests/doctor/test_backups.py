"""Whether somebody would notice that no backups are made."""

from datetime import UTC, datetime, timedelta

import pytest
from pyrage.x25519 import Identity
from sqlmodel import Session

from hotline.doctor import Finding, Level
from hotline.doctor.backups import check_backups
from hotline.models import event
from hotline.settings import Settings

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
KEY = str(Identity.generate().to_public())


def finding(session: Session, settings: Settings, key: str = KEY) -> Finding:
    (found,) = check_backups(session, settings.model_copy(update={"backup_key": key}), now=NOW)
    return found


@pytest.mark.parametrize(("hours", "level"), [(1, Level.OK), (25, Level.OK), (27, Level.WARN)])
def test_a_day_without_a_backup_is_a_warning(session: Session, settings: Settings, hours: int, level: Level) -> None:
    session.add(event(None, "backup.made", now=NOW - timedelta(hours=hours)))
    assert finding(session, settings).level == level


def test_so_is_none_at_all(session: Session, settings: Settings) -> None:
    assert finding(session, settings).state == "none was made yet"


def test_a_key_that_encrypts_nothing_is_bad(session: Session, settings: Settings) -> None:
    assert finding(session, settings, key="a password").level == Level.BAD


def test_a_demo_needs_none(session: Session, settings: Settings) -> None:
    assert list(check_backups(session, settings, now=NOW)) == []
