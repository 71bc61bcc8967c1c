"""Keeps the copy of the roster in memory and on disk, and answers from memory."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from hotline.last_known import file
from hotline.last_known.dialling import Leg, legs
from hotline.last_known.roster import Roster, read_roster
from routing.roster import NoCityError

log = logging.getLogger(__name__)

REFRESH_SECONDS = 2.0
"""How old the copy may be when the database goes away."""


class LastKnown:
    """Whom a caller is dialled to while the database can't be asked. Never waits for the database itself.

    Without a path nothing is kept on disk.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._roster = self._on_disk = file.load(path) if path else None

    @property
    def is_known(self) -> bool:
        return self._roster is not None

    @property
    def roster(self) -> Roster:
        """What is known; if that is nothing, at least the national line."""
        return self._roster or Roster()

    def legs(self, *, caller: str, called: str, now: datetime) -> list[Leg]:
        """Whom to dial for a caller now; see `dialling.legs`. Raises nothing, whatever the copy says."""
        try:
            return legs(self.roster, caller=caller, called=called, now=now)
        except Exception as error:
            log.error("who is on duty can't be told from the copy of the roster: %s", type(error).__name__)
            known = self.roster
            staffed = Roster(desk=known.desk, national_line=known.national_line, drill_number=known.drill_number)
            return legs(staffed, caller=caller, called=called, now=now)

    def refresh(self, transaction: Callable[[], AbstractContextManager[Session]], *, now: datetime) -> None:
        """Ask the database in one short transaction, and raise what it raises. Without a city nothing changes."""
        with suppress(NoCityError):
            with transaction() as session:
                roster = read_roster(session, now=now)
            self.remember(roster)

    def remember(self, roster: Roster) -> None:
        """Know this roster from now on. The disk is touched only if something has changed."""
        self._roster = roster
        if self._path is None or (roster == self._on_disk and self._path.exists()):
            return
        try:
            file.save(self._path, roster)
            self._on_disk = roster
        except OSError as error:  # memory at least is right, and the next look tries again
            log.error("the copy of the roster can't be written: %s", error.strerror)
