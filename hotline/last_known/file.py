"""The copy on disk: it outlives every process, so that one started without a database knows whom to dial."""

import logging
from pathlib import Path

from pydantic import ValidationError

from hotline.durable import write_whole
from hotline.last_known.roster import Roster

log = logging.getLogger(__name__)

LARGEST = 16 * 1024 * 1024
"""Bytes; the roster of a whole province takes less than one."""


def roster_path(home: Path) -> Path:
    return home / "roster.json"


def load(path: Path) -> Roster | None:
    """The copy, or None when there is none that can be trusted. What is wrong is logged, and never quoted."""
    try:
        if path.stat().st_size > LARGEST:
            log.warning("the copy of the roster in %s is far too large; it is not used", path.name)
            return None
        return Roster.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:  # half-written, damaged, or from another version
        log.warning("the copy of the roster in %s can't be used: %s", path.name, _explain(error))
        return None


def save(path: Path, roster: Roster) -> None:
    """Replace the copy, readable by its owner only. Whenever the power goes, the old or the new one is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(path, roster.model_dump_json().encode())


def _explain(error: OSError | ValidationError) -> str:
    """A validation error quotes what it refused, which may be somebody's number."""
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return "; ".join(sorted({f"{_place(one['loc'])}: {one['type']}" for one in error.errors()})[:5])


def _place(location: tuple[int | str, ...]) -> str:
    """Names of fields only: keys of `lines` are telephone numbers."""
    return str(location[0]) if location else "the file"
