"""`hotline apply FILE`: make the database match a city file."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.cityfile import Changes, apply_city, read_city
from hotline.clock import SystemClock
from hotline.db import connect, transaction
from hotline.last_known import LastKnown, read_roster, roster_path
from hotline.settings import load_settings


def apply(file: Annotated[Path, typer.Argument(help="A city file (YAML); see hotline/cities/can-tho.yaml")]) -> None:
    """Make the database match a city file. A bad file is refused with every line to mend, and changes nothing."""
    plan = read_city(file)
    settings = load_settings()
    now = SystemClock().now()
    with transaction(connect(settings)) as session:
        changes = apply_city(session, plan, now=now)
        roster = read_roster(session, now=now)
    LastKnown(roster_path(settings.hotline_home)).remember(roster)
    for warning in plan.warnings:
        typer.echo(f"warning: {warning}", err=True)
    _report(plan.city.name, changes)
    for sentence in changes.kept:
        typer.echo(f"  {sentence}")


def _report(city: str, changes: Changes) -> None:
    if not changes:
        typer.echo(f"{city}: the database matches the file already; nothing changed.")
        return
    typer.echo(f"{city}:")
    for line in changes.summary():
        typer.echo(f"  {line}")
