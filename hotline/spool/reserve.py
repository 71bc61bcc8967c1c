"""Room on the disk that is given up when the disk is full, so that the last calls can still be put by."""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

SIZE = 1_000_000
"""Bytes: a few hundred calls and texts."""


def give_up(path: Path) -> bool:
    """Whether there was a reserve; its room is free now."""
    with suppress(FileNotFoundError):
        path.unlink()
        log.error("the disk is full: the spool lives on its reserve")
        return True
    return False


def provide(path: Path) -> None:
    """Make the reserve if there is none and the disk has room again."""
    if path.exists() or shutil.disk_usage(path.parent).free < 2 * SIZE:
        return
    with suppress(OSError), path.open("wb") as reserve:  # the disk may just have become full
        os.posix_fallocate(reserve.fileno(), 0, SIZE)
