"""Finds a process that has not ended and yet does nothing: frozen, or mute. It is better off started again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
import psutil

FROZEN_SECONDS = 30.0
"""A process that was stopped by a signal may be looked at by a person; for so long it is left alone."""
MUTE_SECONDS = 15.0
"""For so long web may leave every question unanswered: while it does, callers hear nothing from us."""
STARTING_SECONDS = 60.0
"""For so long web may take until its first answer: on a machine that is short of time, killing it starts all over."""
ANSWER_WITHIN = 3.0


@dataclass
class Liveness:
    """One sign of life, and since when it has been missing."""

    what: str
    limit: float
    shows: Callable[[int], bool]
    """Whether the process with this id gives the sign now."""
    starting: float = 0.0
    """Seconds until the sign must come for the first time, if that takes longer than `limit`."""
    _missing_since: float | None = field(default=None, init=False)
    _has_come: bool = field(default=False, init=False)

    def has_failed(self, pid: int) -> bool:
        """Look once; True when the sign has been missing for longer than the limit."""
        if self.shows(pid):
            self._missing_since, self._has_come = None, True
            return False
        self._missing_since = self._missing_since or time.monotonic()
        limit = self.limit if self._has_come else max(self.limit, self.starting)
        return time.monotonic() - self._missing_since > limit

    def forget(self) -> None:
        """Another process begins."""
        self._missing_since, self._has_come = None, False


def not_frozen() -> Liveness:
    return Liveness("is frozen", FROZEN_SECONDS, _runs)


def answering(url: str) -> Liveness:
    client = httpx.Client(timeout=ANSWER_WITHIN, trust_env=False)  # one for all: each new one reads all certificates
    return Liveness("does not answer", MUTE_SECONDS, lambda _pid: _answers(client, url), starting=STARTING_SECONDS)


def _runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_STOPPED
    except (psutil.Error, OSError):
        return True  # its end is noticed elsewhere; and if it can't be looked at now, that is no fault of its own


def _answers(client: httpx.Client, url: str) -> bool:
    try:
        client.get(url, headers={"Connection": "close"})
    except httpx.HTTPError:
        return False
    return True
