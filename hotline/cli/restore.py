"""`hotline restore DIR`: make an installation what it was when a backup was written."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.backups import Restored, read_identities
from hotline.backups import restore as restore_backup
from hotline.backups.folder import find_backup
from hotline.backups.server import database_alone
from hotline.backups.trace import leave_trace
from hotline.clock import SystemClock
from hotline.db import connect
from hotline.settings import load_settings


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where backups are kept.")],
    identity: Annotated[Path, typer.Option(metavar="FILE", help="The secret key, as --new-key wrote it.")],
    at: Annotated[str | None, typer.Option(help="Which backup, as 20260601T020000Z. Default: the newest.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Lose what the database holds now.")] = False,
) -> None:
    """Read the newest backup, or the one named, into the database of the settings. The service must not run.

    All or nothing: after an error the database is as it was.
    """
    path, identities, settings = find_backup(folder, at), read_identities(identity), load_settings()
    with database_alone(settings):
        engine = connect(settings)
        restored = restore_backup(settings, engine, path, identities, replace=replace)
        leave_trace(engine, "backup.restored", now=SystemClock().now(), why=f"of {restored.facts.made_at}")
        engine.dispose()
    _report(path, restored)


def _report(path: Path, restored: Restored) -> None:
    total = sum(restored.facts.rows.values())
    typer.echo(f"{path}: {total} rows are back, as of {restored.facts.made_at}; tables at version {restored.tables}.")
    if not restored.secret_kept:
        typer.echo("warning: SECRET_KEY differs from the one of the backup; set it to the old one.", err=True)
    typer.echo("Start the service: alerts nobody has taken go on, and calls since then are found at the provider.")
