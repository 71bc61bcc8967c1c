"""`hotline show`: the rows of what happened, oldest first, as one JSON object a line or as a table."""

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from getpass import getuser
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.table import Table

from hotline import db, records
from hotline.clock import SystemClock
from hotline.models import event
from hotline.settings import load_settings

PEOPLE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Tables are for people; the JSON is in UTC."""

WIDE = 160


class Kind(StrEnum):
    CONTACTS = "contacts"
    CASES = "cases"
    ALERTS = "alerts"
    NOTIFICATIONS = "notifications"
    EVENTS = "events"
    ALARMS = "alarms"


def show(
    kind: Annotated[Kind, typer.Argument(help="Which rows to show.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Show whole telephone numbers; leaves an event.")] = False,
) -> None:
    """Show contacts, cases, alerts, notifications, events or alarms, oldest first."""
    settings = load_settings()
    engine = db.connect(settings)
    if reveal:  # on record before anything is seen
        with db.transaction(engine) as session:
            session.add(event(None, "numbers.revealed", now=SystemClock().now(), who=getuser(), why=f"show {kind}"))
    with db.transaction(engine) as session:
        rows = list(records.BY_KIND[kind](session, reveal=reveal))
    if as_json:  # whoever reads page by page holds no transaction meanwhile
        _print_json(rows)
    else:
        _print_table(kind, rows)


def _print_json(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _print_table(kind: Kind, rows: Iterable[dict[str, Any]]) -> None:
    """For people: only the columns that fit a screen."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    shown = _COLUMNS[kind]
    for name in shown:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(name, row[name]) for name in shown))
    console = Console()
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "–"
    if name in {"at", "since"} or name.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(PEOPLE).strftime("%d/%m %H:%M:%S")
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


_COLUMNS = {
    Kind.CONTACTS: ["id", "channel", "from", "case", "district", "outcome", "started_at", "answered_by"],
    Kind.CASES: ["number", "state", "urgency", "district", "opened_at", "acknowledged_by", "contacts"],
    Kind.ALERTS: ["id", "case", "state", "step", "turn", "next_step_at", "acknowledged_by"],
    Kind.NOTIFICATIONS: ["id", "alert", "step", "officer", "channel", "state", "attempts", "error"],
    Kind.EVENTS: ["id", "at", "case", "what", "from", "to", "who", "why"],
    Kind.ALARMS: ["id", "kind", "subject", "since", "raised_at", "cleared_at", "told"],
}
