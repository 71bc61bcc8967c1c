"""`hotline migrate`: what the `release` line of the Procfile runs."""

import typer

from hotline.db import connect
from hotline.schema import upgrade
from hotline.settings import load_settings


def migrate() -> None:
    """Bring the database's tables up to date. Harmless when repeated, or when several run at once."""
    version = upgrade(connect(load_settings()))
    typer.echo(f"The tables are at version {version}.")
