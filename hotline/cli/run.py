"""`hotline run`: what `make run` calls."""

from pathlib import Path
from typing import Annotated

import typer

from hotline import runner
from hotline.settings import load_settings


def run(
    procfile: Annotated[Path, typer.Option(help="The processes to run, one `name: command` a line.")] = Path(
        "Procfile"
    ),
) -> None:
    """Start everything on this machine and keep it running: databases, migrations, the city, all processes."""
    runner.run(load_settings(), procfile)
