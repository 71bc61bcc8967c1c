"""The product itself, started as a newcomer would, with a place and ports of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Demo:
    """A running installation: its data, and where its pages are."""

    home: Path
    web: str
    phones: str


@contextmanager
def running_demo() -> Iterator[Demo]:
    """A fresh installation with the demo city."""
    port, simulator_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="hotline-", ignore_cleanup_errors=True) as home:
        settings = {"HOTLINE_HOME": home, "PORT": str(port), "SIMULATOR_PORT": str(simulator_port)}
        order = [sys.executable, "-m", "hotline.cli", "run"]
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
        demo = subprocess.Popen(order, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            _wait_until_ready(demo)
            yield Demo(Path(home), f"http://localhost:{port}", f"http://localhost:{simulator_port}")
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.communicate(timeout=60)


def _wait_until_ready(demo: "subprocess.Popen[str]") -> None:
    said = []
    for line in demo.stdout or ():
        said.append(line)
        if "Ctrl-C" in line:
            return
    raise RuntimeError("the demo did not start:\n" + "".join(said))
