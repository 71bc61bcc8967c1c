"""What can be wrong with the service itself."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    PART = "part"
    """A part of the service gives no sign of life."""
    QUEUE = "queue"
    """Work waits in the queue longer than it should."""
    REFUSED = "refused"
    """Most webhooks bear no valid signature: our token is wrong, or somebody forges."""
    UNCOVERED = "uncovered"
    """Nobody is on duty for a district, now or within a day."""
    EXHAUSTED = "exhausted"
    """Everybody was rung for a case, and nobody has taken it."""
    SPOOL = "spool"
    """Calls and texts wait on disk although the database answers."""
    NUMBER = "number"
    """An officer can't be reached at their number."""
    FLOOD = "flood"
    """One caller, or all together, call and text far more than usual."""
    DATABASE = "database"
    """The database does not answer."""
    DISK = "disk"
    """The disk is nearly full: what is not written down is lost."""


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong, as seen by one process."""

    kind: Kind
    subject: str = ""
    """Which district, officer, part, machine or case number; never anything personal."""
    since: datetime | None = None
    """When it began or, if it is foreseen, will begin."""
