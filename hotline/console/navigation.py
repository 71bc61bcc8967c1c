"""The pages that a bar at the top leads to."""

from dataclasses import dataclass, replace

from hotline.staff.rights import Right, Viewer

ROOM = 3
"""How many a telephone's bar has room for; its menu has the others."""


@dataclass(frozen=True)
class Entry:
    name: str
    where: str
    right: Right
    beyond: bool = False
    """Whether a telephone's bar has no room for it."""


ENTRIES = (
    Entry("board", "/console/", Right.CASES),
    Entry("cases", "/console/cases", Right.CASES),
    Entry("rosters", "/console/roster", Right.CASES),
    Entry("figures", "/console/figures", Right.FIGURES),
    Entry("keys", "/console/accounts/tokens", Right.CASE_KEYS),
    Entry("accounts", "/console/accounts", Right.SETTINGS),
)


def entries_of(viewer: Viewer | None) -> list[Entry]:
    allowed = [entry for entry in ENTRIES if viewer and viewer.may(entry.right)]
    return [replace(entry, beyond=place >= ROOM) for place, entry in enumerate(allowed)]
