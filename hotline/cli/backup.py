"""`hotline backup DIR`: everything that must not be lost, in one encrypted file."""

from pathlib import Path
from typing import Annotated

import typer

from hotline.backups import back_up, make_key, read_recipients
from hotline.backups.folder import prune
from hotline.backups.server import database_up
from hotline.backups.trace import leave_trace
from hotline.clock import SystemClock
from hotline.db import connect
from hotline.errors import UsageError
from hotline.settings import load_settings


def backup(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Where backups are kept.")] = None,
    keep: Annotated[int | None, typer.Option(min=1, help="Remove all but the newest so many backups.")] = None,
    new_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Make a key instead.")] = None,
) -> None:
    """Write an encrypted backup that `hotline restore` reads. The service may run meanwhile.

    Needs BACKUP_KEY, the public half of a key that `--new-key` makes.
    """
    if new_key:
        _make_key(new_key)
    elif folder:
        _back_up(folder, keep)
    else:
        raise UsageError("Say where to: `hotline backup DIR`, or `hotline backup --new-key FILE` to make a key first")


def _make_key(path: Path) -> None:
    public = make_key(path)
    typer.echo(f"The secret key is in {path}. Without it no backup can be read: keep copies away from this machine.")
    typer.echo(f"Set here, and restart:\nBACKUP_KEY={public}")


def _back_up(folder: Path, keep: int | None) -> None:
    settings, now = load_settings(), SystemClock().now()
    read_recipients(settings.backup_key)  # before a server is started for nothing
    with database_up(settings):
        engine = connect(settings)
        written = back_up(settings, engine, folder, now=now)
        leave_trace(engine, "backup.made", now=now)
        engine.dispose()
    total = sum(written.rows.values())
    typer.echo(f"{written.path}: {total} rows in {len(written.rows)} tables, {written.size / 1e6:.1f} MB, encrypted.")
    for old in prune(folder, keep) if keep else []:
        typer.echo(f"{old}: removed.")
