"""What one runner alone may have: its HOTLINE_HOME and its ports."""

import errno
import fcntl
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

from hotline.errors import HotlineError, UsageError

LEFTOVERS_WITHIN = 30.0
"""Seconds that the processes of a killed runner may take to end."""


@contextmanager
def alone(home: Path) -> Iterator[int]:
    """Hold HOTLINE_HOME for this runner; yields the descriptor of the lock.

    Whoever inherits the descriptor holds on as well: the guard, until it has cleared up after us.
    Raises HotlineError if another runner lives.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "runner.lock").open("a+") as lock:
        _take(lock, home)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield lock.fileno()


def _take(lock: IO[str], home: Path) -> None:
    give_up_at = time.monotonic() + LEFTOVERS_WITHIN
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if _holder_lives(lock) or time.monotonic() > give_up_at:
                raise HotlineError(f"Another `hotline run` uses {home}: stop it, or set HOTLINE_HOME") from None
            time.sleep(0.05)
        else:
            return


def _holder_lives(lock: IO[str]) -> bool:
    lock.seek(0)
    holder = lock.read().strip()
    if not holder.isdigit() or not psutil.pid_exists(int(holder)):
        return False
    return psutil.Process(int(holder)).status() != psutil.STATUS_ZOMBIE


def check_ports(host: str, ports: dict[str, int]) -> None:
    """Raise UsageError naming the setting whose port cannot be used."""
    names = list(ports)
    for name, port in ports.items():
        twin = next((other for other in names if other != name and ports[other] == port), None)
        if twin:
            raise UsageError(f"{name} and {twin} are both {port}: set one of them to another port")
        _check_port(host, name, port)


def _check_port(host: str, name: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except socket.gaierror:
        raise UsageError(f"BIND_HOST: {host} is no address of this machine") from None
    except OSError as problem:
        reason = "in use by another program" if problem.errno == errno.EADDRINUSE else str(problem.strerror)
        raise UsageError(f"{name}: port {port} on {host} is {reason}; set {name} to another port") from None
