"""`hotline doctor`: is this installation fit to answer a child?"""

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from hotline.clock import SystemClock
from hotline.doctor import Finding, Level, examine
from hotline.settings import load_settings

COLOURS = {Level.OK: "green", Level.WARN: "yellow", Level.BAD: "bold red"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check every setting, part and phone number, and say what to do. Exits 1 if something is bad."""
    console = Console(highlight=False, soft_wrap=True)
    healthy = True
    for finding in examine(load_settings(), now=SystemClock().now()):
        healthy &= finding.level != Level.BAD
        if as_json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            console.print(_line(finding))
    raise typer.Exit(0 if healthy else 1)


def _line(finding: Finding) -> Text:
    advice = f" → {finding.advice}" if finding.advice else ""
    return Text.assemble(
        (f"{finding.level:<5}", COLOURS[finding.level]), f"{finding.what}: {finding.state}", (advice, "bold")
    )
