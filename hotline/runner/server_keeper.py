"""Keeps an embedded server running."""

import threading

from hotline.embedded import Guard, Server
from hotline.errors import HotlineError
from hotline.runner.keeper import pauses
from hotline.runner.output import Output

LOOK_EVERY = 0.1
"""Seconds."""


class ServerKeeper:
    """Starts an embedded server again whenever its process is gone."""

    def __init__(self, server: Server, output: Output, guard: Guard) -> None:
        self._server = server
        self._output = output
        self._guard = guard
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=server.name, daemon=True)

    def start(self) -> None:
        """Return once the server answers. Raises HotlineError if it will not start."""
        self._server.start()
        self._entrust()
        self._thread.start()

    def stop(self) -> None:
        """Stop the server and wait for it."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        pid = self._server.pid
        self._server.stop()
        if pid is not None:
            self._guard.forget(pid)

    def _keep(self) -> None:
        pause = pauses()
        while not self._stopping.wait(LOOK_EVERY):
            if self._server.has_exited():
                self._output.say(f"{self._server.name} is gone; starting it again")
                self._stopping.wait(next(pause))
                self._restart()

    def _restart(self) -> None:
        if (old := self._server.pid) is not None:
            self._guard.forget(old)
        try:
            self._server.start()
        except HotlineError as problem:
            self._output.say(str(problem))
        except Exception as problem:  # no memory for a process, or the new server was killed at once: it is tried again
            self._output.say(f"{self._server.name} could not be started ({type(problem).__name__})")
        self._entrust()

    def _entrust(self) -> None:
        if (pid := self._server.pid) is not None:
            self._guard.watch(pid)
