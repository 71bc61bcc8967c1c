"""Plays one story at a time on the running network, puts its faults back, and judges it."""

import asyncio
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, select

from hotline.db import transaction
from hotline.models import Contact
from hotline.simulator.books import CityBook, Docket, read_city, read_docket
from hotline.simulator.network import Network
from hotline.simulator.stories.evidence import Evidence
from hotline.simulator.stories.pace import Missed, Stopped
from hotline.simulator.stories.plays import ALL
from hotline.simulator.stories.run import Beat, Result, Run
from hotline.simulator.stories.stage import Stage
from hotline.simulator.stories.story import Story
from routing.roster import NoCityError

PEOPLE_SECONDS = 75.0
"""What people and machines take at most in a story, beside the city's escalation."""
SETTLE_SECONDS = 10.0
NUMBERS = "+84901"
"""Every story has a caller of its own, whose number begins so: nobody else's case is joined."""


class Busy(Exception):
    """Another story is being played."""


class Playhouse:
    """Lives in the network's event loop; `on_change` is called whenever the run has changed."""

    def __init__(self, network: Network, engine: Engine, on_change: Callable[[], None] = lambda: None) -> None:
        self._network = network
        self._engine = engine
        self._on_change = on_change
        self._stage: Stage | None = None
        self._played = 0
        self.run: Run | None = None
        """The story that plays, else the last one."""

    async def start(self, name: str, speed: float = 1.0) -> Run:
        """Raises LookupError for an unknown story, Busy, NoCityError, or SQLAlchemyError without a database."""
        story = ALL[name]
        if self.run is not None and self.run.result is Result.PLAYING:
            raise Busy
        self._played += 1
        run = Run(self._played, name, "", self._network.clock.now(), PEOPLE_SECONDS)
        before, self.run = self.run, run
        try:
            city, run.child = await asyncio.to_thread(self._prepare)
        except (SQLAlchemyError, NoCityError):
            self.run = before
            raise
        run.seconds += story.seconds(city)
        self._network.exchange.spawn(self._perform(story, run, city, speed))
        return run

    def stop(self) -> None:
        """End the story at its next step; nothing happens when none is playing."""
        if self._stage is not None:
            self._stage.stop()

    async def _perform(self, story: Story, run: Run, city: CityBook, speed: float) -> None:
        def tell(name: str, **values: str) -> None:
            run.beats.append(Beat(self._network.clock.now(), name, values))
            self._on_change()

        stage = Stage(
            self._network, self._read, speed=speed, seconds=run.seconds, city=city, child=run.child, tell=tell
        )
        self._stage, run.contacts = stage, stage.contacts
        first_event = len(self._network.log.events)
        try:
            with self._network.log.heard_by(stage.notice), _restored(self._network):
                result = await _play(story, stage)
        finally:
            for line in stage.lines:
                line.hangs_up()
            self._stage = None
        if result is not Result.STOPPED:
            result = await self._judge(story, run, stage, first_event, result)
        run.result, run.ended_at = result, self._network.clock.now()
        self._on_change()

    async def _judge(self, story: Story, run: Run, stage: Stage, first_event: int, result: Result) -> Result:
        """Every expectation is looked at, also after a story that broke off: it says what is wrong."""
        docket = await self._settled(stage)
        events = tuple(self._network.log.events[first_event:])
        evidence = Evidence(stage.city, run.child, tuple(stage.contacts), docket, events)
        run.checks = list(story.checks(evidence))
        return result if all(check.ok for check in run.checks) else Result.FAILED

    async def _settled(self, stage: Stage) -> Docket:
        """The records once the last receipts have come in."""
        quiet = Stage(
            self._network,
            self._read,
            speed=1.0,
            seconds=SETTLE_SECONDS,
            city=stage.city,
            child=stage.child,
            tell=lambda *_: None,
        )
        quiet.contacts = stage.contacts
        with suppress(Missed):
            await quiet.until_written(_at_rest, SETTLE_SECONDS, "missed.rest")
        return await quiet.docket()

    def _read(self, sids: Sequence[str]) -> Docket:
        with transaction(self._engine) as session:
            return read_docket(session, sids)

    def _prepare(self) -> tuple[CityBook, str]:
        with transaction(self._engine) as session:
            return read_city(session, now=self._network.clock.now()), _new_number(session)


def _new_number(session: Session) -> str:
    """A number that never called or texted."""
    while True:
        number = NUMBERS + f"{secrets.randbelow(1_000_000):06}"
        if session.exec(select(Contact.id).where(Contact.caller == number).limit(1)).first() is None:
            return number


async def _play(story: Story, stage: Stage) -> Result:
    try:
        await story.play(stage)
    except Missed as missed:
        stage.tell(missed.what, **missed.values)
        return Result.FAILED
    except Stopped:
        return Result.STOPPED
    except SQLAlchemyError:
        stage.tell("missed.database")
        return Result.FAILED
    return Result.PASSED


def _at_rest(docket: Docket) -> bool:
    over = all(row["state"] == "ended" for row in docket.contacts)
    return over and not any(row["state"] in {"queued", "sent"} for row in docket.calls)


@contextmanager
def _restored(network: Network) -> Iterator[None]:
    """Put the network's faults back as they were, and hand over what was held back meanwhile."""
    faults = network.faults
    before = replace(faults, numbers=dict(faults.numbers), rest=faults.rest.copy(), questions=faults.questions.copy())
    try:
        yield
    finally:
        vars(network.faults).update(vars(before))
        if not network.faults.hold_callbacks:
            network.callbacks.release()
