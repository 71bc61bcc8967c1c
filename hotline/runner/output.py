"""What the processes say, line by line, each with its time and the name of who said it."""

import subprocess
import sys
import threading
from contextlib import suppress
from datetime import datetime

from honcho.colour import get_colours
from honcho.printer import Message, Printer

OURSELVES = "hotline"


class Output:
    """Prints lines of many processes, in whole lines and in a colour for each."""

    def __init__(self, names: list[str]) -> None:
        self._printer = Printer(output=sys.stdout, width=max(map(len, [*names, OURSELVES])))
        self._colours = dict(zip([OURSELVES, *names], get_colours(), strict=False))
        self._one_line = threading.Lock()

    def say(self, line: str, name: str = OURSELVES) -> None:
        now = datetime.now().astimezone()
        message = Message(type="line", data=line, time=now, name=name, colour=self._colours.get(name))
        with self._one_line, suppress(OSError):  # a full disk must not end those who keep the service running
            self._printer.write(message)

    def show(self, lines: list[str]) -> None:
        """Lines of our own that are no log."""
        with self._one_line, suppress(OSError):
            sys.stdout.write("\n".join([*lines, ""]))
            sys.stdout.flush()

    def follow(self, process: subprocess.Popen[bytes], name: str) -> threading.Thread:
        """Print whatever the process writes until it, and all that it started, have closed their output."""
        reader = threading.Thread(target=self._read, args=(process, name), daemon=True)
        reader.start()
        return reader

    def _read(self, process: subprocess.Popen[bytes], name: str) -> None:
        for line in process.stdout or ():
            self.say(line.decode(errors="replace").rstrip(), name)
