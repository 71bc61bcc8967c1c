"""Tells open pages what has changed, within a second and without a reload.

Whatever people or the service do about a case, a roster or the city leaves a line in the log, so the log is what is
watched. What time alone changes, as when a shift ends or a case becomes overdue, leaves none: pages that show such
things ask anew now and then.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from hotline.models import CaseEvent

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.4
BREATH_SECONDS = 4.0
"""A stream says something that often: a page that hears nothing for twice as long says that it is cut off."""
WELCOME_SECONDS = 10.0
"""How soon a page of somebody who has been signed out hears no more."""
MOST_PAGES = 20
"""Open with one sign-in. More than that are left over from lost connections, or meant to wear the service out."""
LATE = 500
"""Lines that may become visible after younger ones: their transactions took longer."""


@dataclass(eq=False)
class Ear:
    """One open page."""

    sign_in: int
    fresh: asyncio.Event = field(default_factory=asyncio.Event)
    cases: set[int | None] = field(default_factory=set)
    trouble: bool = False
    is_over: bool = False
    """Another page has taken its place."""


class Live:
    """Lives in the web process's event loop. Reads the database only while a page is open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ears: dict[Ear, None] = {}  # the oldest first
        self._looking: asyncio.Task[None] | None = None
        self._seen: set[int] | None = None
        self._looked = asyncio.Event()
        self._trouble = False

    async def frames(self, case_id: int | None, is_welcome: Callable[[], bool], *, sign_in: int) -> AsyncIterator[str]:
        """Server-sent events: `change` with what has changed ("board" or "case"), `trouble`, and `breath`.

        Ends when `is_welcome`, asked in a thread now and then, says that the viewer has been signed out,
        and without a word when too many pages of this sign-in have been opened after it.
        """
        with self._listening(sign_in) as ear:
            await self._looked.wait()  # a page is fetched anew at the hello: what changes after that must be noticed
            yield frame_of("hello", "")
            asked_at = monotonic()
            while monotonic() - asked_at < WELCOME_SECONDS or await asyncio.to_thread(is_welcome):
                asked_at = asked_at if monotonic() - asked_at < WELCOME_SECONDS else monotonic()
                try:
                    await asyncio.wait_for(ear.fresh.wait(), BREATH_SECONDS)
                except TimeoutError:
                    yield frame_of("breath", "")
                    continue
                if ear.is_over:
                    return
                ear.fresh.clear()
                cases, ear.cases = ear.cases, set()
                yield frame_of("trouble" if ear.trouble else "change", "case board" if case_id in cases else "board")
        yield frame_of("goodbye", "")

    @contextmanager
    def _listening(self, sign_in: int) -> Iterator[Ear]:
        ear = Ear(sign_in)
        self._make_room(sign_in)
        self._ears[ear] = None
        if self._looking is None:
            self._looking = asyncio.get_running_loop().create_task(self._look_on())
        try:
            yield ear
        finally:
            del self._ears[ear]
            if not self._ears and self._looking is not None:
                self._looking.cancel()
                self._looking, self._seen = None, None
                self._looked.clear()

    def _make_room(self, sign_in: int) -> None:
        theirs = [ear for ear in self._ears if ear.sign_in == sign_in and not ear.is_over]
        if len(theirs) >= MOST_PAGES:
            theirs[0].is_over = True
            theirs[0].fresh.set()

    async def _look_on(self) -> None:
        while True:
            try:
                changed = await asyncio.to_thread(self._changed)
            except SQLAlchemyError:
                self._tell(set(), trouble=True)
            else:
                self._tell(changed, trouble=False)
            self._looked.set()
            await asyncio.sleep(LOOK_SECONDS)

    def _changed(self) -> set[int | None]:
        """Cases with new lines since the last look."""
        seen = self._seen
        with Session(self._engine) as session:
            newest = select(CaseEvent.id, CaseEvent.case_id).order_by(col(CaseEvent.id).desc()).limit(LATE)
            lines = dict(session.exec(newest).all())
        self._seen = set(lines)
        return set() if seen is None else {case for line, case in lines.items() if line not in seen}

    def _tell(self, changed: set[int | None], *, trouble: bool) -> None:
        is_news = bool(changed) or trouble != self._trouble
        self._trouble = trouble
        for ear in self._ears if is_news else ():
            ear.cases |= changed
            ear.trouble = trouble
            ear.fresh.set()


def frame_of(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
