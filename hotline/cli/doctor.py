"""`hotline doctor`: is this installation fit to answer a child?"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from hotline.clock import SystemClock
from hotline.doctor import Finding, Level, examine, mend
from hotline.settings import Settings, load_settings

COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.BAD: "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="First set our numbers' addresses at the provider.")] = False,
) -> None:
    """Check every setting, part and phone number, and say what to do. Exits 1 if something is bad.

    Changes nothing, except with --fix, and then tells what.
    """
    console = Console(highlight=False, soft_wrap=True)
    healthy = True
    for finding in _findings(load_settings(), fix=fix):
        healthy &= finding.level != Level.BAD
        if as_json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            console.print(_line(finding))
    raise typer.Exit(0 if healthy else 1)


def _findings(settings: Settings, *, fix: bool) -> Iterator[Finding]:
    if fix:
        yield from mend(settings)
    yield from examine(settings, now=SystemClock().now())


def _line(finding: Finding) -> Text:
    advice = f" → {finding.advice}" if finding.advice else ""
    return Text.assemble(
        (f"{finding.level:<5}", COLOURS[finding.level]), f"{finding.what}: {finding.state}", (advice, "bold")
    )
