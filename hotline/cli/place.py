"""`hotline place "…"`: which district a message names, and why."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from hotline.cityfile import read_city
from hotline.db import connect, transaction
from hotline.settings import load_settings
from routing.places import Option, PlaceMatch, Territory, load_territory, territory_of


def place(
    text: Annotated[str, typer.Argument(help="A message, as it was written or said.")],
    spoken: Annotated[bool, typer.Option("--spoken", help="It comes from speech recognition.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    city: Annotated[Path | None, typer.Option(help="A city file to try, instead of the one that is applied.")] = None,
) -> None:
    """Show which district a message names, by which words, or what would be asked. Stores nothing."""
    territory = _territory(city)
    match = territory.find(text, spoken=spoken)
    if as_json:
        asked = [asdict(option) for option in territory.question(match)]
        print(json.dumps({**asdict(match), "question": asked}, ensure_ascii=False))
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(territory, match):
        console.print(line)


def _territory(city: Path | None) -> Territory:
    if city:
        plan = read_city(city)
        return territory_of(plan.city, plan.districts, plan.places)
    with transaction(connect(load_settings())) as session:
        return load_territory(session)


def _lines(territory: Territory, match: PlaceMatch) -> Iterator[str]:
    yield f"[bold]{escape(_result(territory, match))}[/bold]"
    yield f"because   {match.evidence}"
    for reading in match.readings:
        yield f"words     {escape(reading.words)!r} read as {reading.name} ({reading.how})"
    for option in match.options:
        if match.district is None:
            yield f"candidate {_label(territory, option)}"
    asked = territory.question(match)
    if asked:
        choices = ", ".join(f"{number} {_label(territory, each)}" for number, each in enumerate(asked, 1))
        yield f"asks      {choices}"
    elif match.district is None and not match.is_outside:
        yield "asks      which district"


def _result(territory: Territory, match: PlaceMatch) -> str:
    if match.district:
        return territory.name_of(match.district) + (f", {match.place}" if match.place else "")
    if match.is_outside:
        return f"outside: {match.outside}, for the {'city desk' if match.served_by_desk else 'national line'}"
    return "ambiguous" if match.candidates else "unknown"


def _label(territory: Territory, option: Option) -> str:
    return option.label(territory.short_name_of(option.district) if option.district else None)
