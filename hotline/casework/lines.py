"""One line of what happened in a case."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Line:
    at: datetime
    what: str
    """Names a sentence of the case's page; `values` fill it."""
    values: dict[str, str] = field(default_factory=dict)
    """Names of people and districts, numbers, or keys of further words where they begin with 'cases.'."""
    fields: tuple[str, ...] = ()
    """Keys of words: what of it was changed."""
    body: str | None = None
    """Somebody's own words."""
    until: datetime | None = None
    recording: int | None = None
    """The contact whose recorded message can be heard."""
    case: str | None = None
    """The number of the joined case in which it happened; None: in this one."""
    tone: str = ""
    """'alarm', 'well' or '': how it is to be seen; never told by that alone."""


@dataclass(frozen=True)
class Names:
    """What ids are called."""

    officers: dict[str, str]
    districts: dict[str, str]

    def officer(self, officer: str | None) -> str:
        return self.officers.get(officer or "", officer or "cases.service")

    def district(self, code: str | None) -> str:
        return self.districts.get(code or "", "district.none")
