"""The Procfile: which processes make up the service."""

import shlex
import shutil
import sys
from pathlib import Path

from honcho.environ import parse_procfile

from hotline.errors import UsageError

RELEASE = "release"
WEB = "web"
SIMULATOR = "phones"


def read_procfile(path: Path, *, simulated: bool) -> dict[str, list[str]]:
    """The command of each process by its name, without the simulator when the telephone network is real.

    Commands see no shell, so that nothing stands between a process and the signals meant for it.
    """
    if not path.is_file():
        raise UsageError(f"There is no {path} here: start from the folder of the project, or name the file")
    lines = parse_procfile(path.read_text()).processes
    return {name: _words(line) for name, line in lines.items() if simulated or name != SIMULATOR}


def _words(line: str) -> list[str]:
    """A program of our own environment comes before one of the same name elsewhere."""
    program, *arguments = shlex.split(line)
    return [shutil.which(program, path=str(Path(sys.executable).parent)) or program, *arguments]
