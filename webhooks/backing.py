"""What stands behind the endpoints beside the product: a database that may be away, and a disk."""

from dataclasses import dataclass
from typing import Protocol

from webhooks.kept import Arrival


class Database(Protocol):
    """All that the edge knows of the database: whether it is worth waiting for."""

    @property
    def is_away(self) -> bool: ...

    def suspect(self) -> None:
        """Something took too long. It counts as away until it answers."""


class Spool(Protocol):
    """Where arrivals are put by."""

    def keep(self, arrival: Arrival) -> None:
        """It is on disk when this returns. Raises OSError if that can't be."""

    def catch_up(self, sid: str) -> None:
        """Take in what was put by of this call or message earlier. Raises nothing."""


@dataclass(frozen=True)
class Deadlines:
    """Seconds until an endpoint answers without the product."""

    call: float
    """Somebody is on the line."""
    other: float
    """Nobody hears the answer to a message or a status."""
    disk: float = 0.3
    """Beyond `call`, until a caller is answered although what was put by may not be on disk yet."""
