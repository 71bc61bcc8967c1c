"""Officers as `hotline officer list` shows them."""

from datetime import UTC
from typing import Any

from rich.console import Console
from rich.table import Table

from hotline.staff.people import Person
from routing.phones import mask

WIDE = 120


def row_of(person: Person) -> dict[str, Any]:
    """What `hotline officer list` tells of somebody."""
    officer = person.officer
    return {
        "id": officer.id,
        "name": officer.name,
        "role": str(officer.role),
        "phone": mask(officer.phone),
        "districts": person.districts,
        "active": officer.active,
        "can_sign_in": person.can_sign_in,
        "temporary": person.is_temporary,
        "second_step": person.second_step,
        "seen_at": person.seen_at
        and person.seen_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }


def print_table(rows: list[dict[str, Any]]) -> None:
    """For people: only the columns that fit a screen."""
    names = ("id", "name", "role", "phone", "can_sign_in", "second_step", "seen_at")
    table = Table(*names, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(_cell(row[name]) for name in names))
    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)
