"""The report of `/readyz`: each part with its state, since when, and what is known of it."""

import asyncio
import shutil
from collections.abc import Awaitable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest

from hotline.alarms import machine_checks
from hotline.health.figures import Figures
from hotline.health.question import Question
from hotline.health.view import View, look
from hotline.heartbeats import Part
from hotline.service import Service

WITHIN_SECONDS = 0.6
"""For the parts that are asked, so that the report takes less than a second."""
NEEDED = {"database", "disk"}
"""Without these the web process can't take a call as it should."""


@dataclass(frozen=True)
class PartState:
    state: str
    """ok, ill or unknown."""
    since: str
    detail: str = ""

    @property
    def is_ok(self) -> bool:
        return self.state == "ok"


class Health:
    """Never waits long, whatever hangs; meant to be asked from an event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._database = Question(lambda: look(service))
        self._queue = Question(service.queue.ping)
        self._since: dict[str, tuple[bool, datetime]] = {}

    async def report(self) -> tuple[bool, dict[str, object]]:
        """Whether this process can take calls, and the whole report."""
        parts = dict([*await self._asked_parts(), *self._on_disk()])
        ready = all(parts[name].is_ok for name in NEEDED)
        status = "ok" if all(part.is_ok for part in parts.values()) else "ill"
        return ready, {"status": status, "parts": {name: asdict(part) for name, part in parts.items()}}

    async def metrics(self) -> bytes:
        """In Prometheus' form. Figures that can't be read now are missing."""
        registry = CollectorRegistry()
        view, _ = await _try(self._database.answer(WITHIN_SECONDS))
        registry.register(Figures(view, self._service.spool.state()))
        return generate_latest() + generate_latest(registry)

    async def _asked_parts(self) -> list[tuple[str, PartState]]:
        (view, database_error), (_, queue_error) = await asyncio.gather(
            _try(self._database.answer(WITHIN_SECONDS)), _try(self._queue.answer(WITHIN_SECONDS))
        )
        parts = [self._part("database", database_error), self._part("queue", queue_error)]
        if view is None:  # then nobody knows of the others
            return [*parts, *((part, PartState("unknown", "")) for part in Part if part != Part.QUEUE)]
        return [*parts, *self._beating_parts(view, queue_error)]

    def _beating_parts(self, view: View, queue_error: str) -> Iterator[tuple[str, PartState]]:
        for part in Part:
            if part == Part.QUEUE and queue_error:
                continue  # it does not even answer
            last = view.beats.get(part)
            if part in view.silent:
                yield part, PartState("ill", _moment(last), f"silent for {_age(view, last)}")
            else:
                yield self._part(part, "", detail=f"heard {_age(view, last)} ago")

    def _on_disk(self) -> Iterator[tuple[str, PartState]]:
        kept = self._service.spool.state()
        overdue = any(machine_checks.spool(kept, now=self._service.clock.now()))
        waiting = f"{kept.waiting} waiting, {kept.refused} refused"
        yield self._part("spool", waiting if overdue else "", detail=waiting)
        free = shutil.disk_usage(self._service.settings.hotline_home).free
        nearly_full = free < machine_checks.LEAST_DISK
        yield self._part("disk", "nearly full" if nearly_full else "", detail=f"{free / 1e9:.1f} GB free")

    def _part(self, name: str, error: str, *, detail: str = "") -> tuple[str, PartState]:
        """As this process has seen it, since it last changed."""
        now = self._service.clock.now()
        was_ok, since = self._since.get(name, (None, now))
        if was_ok != (not error):
            since = now
        self._since[name] = (not error, since)
        return name, PartState("ill" if error else "ok", _moment(since), error or detail)


async def _try(answer: Awaitable[View | None]) -> tuple[View | None, str]:
    """The answer and '', or nothing and the kind of the error. Whatever the error is, a report is given."""
    try:
        return await answer, ""
    except TimeoutError:
        return None, "does not answer"
    except Exception as error:
        return None, type(error).__name__


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else ""


def _age(view: View, last: datetime | None) -> str:
    return f"{(view.now - last).total_seconds():.0f} s" if last else "ever"
