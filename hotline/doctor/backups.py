"""Whether the newest backup is new, as far as the installation knows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from hotline.backups.keys import HOW, read_recipients
from hotline.doctor.finding import Finding
from hotline.errors import UsageError
from hotline.models import CaseEvent
from hotline.settings import Settings

OLD = timedelta(hours=26)
"""Backups are made every day, and may take a while."""


def check_backups(session: Session, settings: Settings, *, now: datetime) -> Iterator[Finding]:
    if not settings.backup_key:
        if not settings.simulated:
            yield Finding.warn("backups", "none can be made without a key", HOW)
        return
    try:
        read_recipients(settings.backup_key)
    except UsageError as problem:
        yield Finding.bad("backups", f"cannot be made: {problem}", HOW)
        return
    newest = session.exec(select(func.max(CaseEvent.at)).where(col(CaseEvent.what) == "backup.made")).one()
    if newest is None:
        yield Finding.warn("backups", "none was made yet", "run `hotline backup DIR` each day, to another machine")
    elif now - newest > OLD:
        hours = (now - newest) / timedelta(hours=1)
        yield Finding.warn("backups", f"the newest is {hours:.0f} hours old", "see why the daily one does not run")
    else:
        yield Finding.ok("backups", "there is one of the last day")
