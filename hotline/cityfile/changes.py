"""What applying a city file changed."""

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Change:
    """`what` happened ('added', 'changed', 'removed', 'deactivated', 'replaced') to a `kind` of row, by its key."""

    kind: str
    what: str
    key: str


@dataclass(frozen=True)
class Changes:
    """False if the database matched already."""

    entries: tuple[Change, ...]
    kept: tuple[str, ...] = ()
    """What the file says and was not applied, since the console owns it: a sentence for each district."""

    def __bool__(self) -> bool:
        return bool(self.entries)

    def summary(self) -> list[str]:
        """One line for each kind of change, such as 'officers added: nk1, nk2'."""
        groups = groupby(self.entries, key=lambda change: (change.kind, change.what))
        return [f"{kind} {what}: {', '.join(change.key for change in group)}" for (kind, what), group in groups]
