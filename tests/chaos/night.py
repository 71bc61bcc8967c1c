"""One night: load and blows at once, then quiet, then the records of both sides."""

import logging
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, create_engine

from hotline.embedded import postgres_url
from hotline.records import BY_KIND
from hotline.simulator.call import Call, Direction
from tests.chaos.blows import Plan, Struck, plan, strike
from tests.chaos.load import load
from tests.chaos.records import Records, clock, story
from tests.chaos.stage import Stage, staged, wait_for

log = logging.getLogger(__name__)

KINDS = ("contacts", "cases", "alerts", "notifications", "events")
QUIET_WITHIN, FOUND_WITHIN = 90.0, 30.0
"""Seconds in which the last caller must have gone, and in which all that was lost must have been found then."""
BLOW_SECONDS = 7.0
"""What a blow takes with its pause, about."""


def live_through(
    folder: Path, seed: int, seconds: float, *, blows: list[Plan] | None = None, told: Path | None = None
) -> Records:
    """Raises AssertionError, with the story so far, when something does not come back or does not come to rest."""
    struck: list[Struck] = []
    with staged(folder, seed) as stage:
        try:
            with _under_load(stage, seed, seconds):
                _strike_all(stage, seed, seconds, blows, struck)
            _come_to_rest(stage)
            return _gather(stage, seed, struck)
        except Exception as error:
            words = "".join(traceback.format_exception_only(error)).strip()
            raise AssertionError("\n".join([words, *story(seed, struck)])) from error
        finally:
            if told:
                _keep_all(stage, told)


def _keep_all(stage: Stage, told: Path) -> None:
    network = [f"{clock(one.at)} {one.kind} {one.phone} {one.sid} {one.text}" for one in stage.network.log.events]
    told.write_text("\n".join([*stage.said, *stage.installation.said, "", *network]))


def _strike_all(stage: Stage, seed: int, seconds: float, blows: list[Plan] | None, struck: list[Struck]) -> None:
    give_up_at = time.monotonic() + seconds
    for number, next_one in enumerate(blows or plan(seed, round(seconds / BLOW_SECONDS) + 10)):
        if blows is None and time.monotonic() + next_one.pause > give_up_at:
            break
        threading.Event().wait(next_one.pause)
        struck.append(strike(stage, next_one.blows, f"{seed} {number} "))


@contextmanager
def _under_load(stage: Stage, seed: int, seconds: float) -> Iterator[None]:
    """People call and text until the block and the time are over."""
    stop = threading.Event()
    thread = threading.Thread(target=_call_and_text, args=(stage, seed, seconds, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)


def _call_and_text(stage: Stage, seed: int, seconds: float, stop: threading.Event) -> None:
    began = time.monotonic()
    for deed in load(seed, 10 * seconds):
        if stop.wait(max(began + deed.at - time.monotonic(), 0)):
            return
        deed.do(stage)


def _come_to_rest(stage: Stage) -> None:
    def inbound() -> list[Call]:
        return [call for call in list(stage.network.exchange.calls.values()) if call.direction is Direction.INBOUND]

    def everything_is_written_down() -> bool:
        known = {sid for (sid,) in stage.ask_database("SELECT sid FROM contact WHERE state = 'ended'")}
        return known >= {call.sid for call in inbound()} | {sid for sid, _ in _texts(stage)}

    log.info("waiting until the callers are done")
    wait_for(lambda: not any(call.live for call in inbound()), QUIET_WITHIN, "the callers were not done")
    log.info("waiting until everything is written down")
    with suppress(AssertionError):  # the checks say what is missing
        wait_for(everything_is_written_down, FOUND_WITHIN, "not everything was written down")


def _texts(stage: Stage) -> list[tuple[str, datetime]]:
    messages = list(stage.network.outbox.messages.values())
    return [(one.sid, one.created_at) for one in messages if one.direction == "inbound"]


def _gather(stage: Stage, seed: int, struck: list[Struck]) -> Records:
    log.info("looking at the records")
    ended_at, shown = stage.now(), _shown(stage)  # before the network's: what is written down has happened there
    return Records(
        seed=seed,
        blows=struck,
        events=list(stage.network.log.events),
        calls=list(stage.network.exchange.calls.values()),
        texts=_texts(stage),
        fetches=list(stage.courier.fetches),
        shown=shown,
        said=stage.said + stage.installation.said,
        lag=stage.lag,
        ended_at=ended_at,
    )


def _shown(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """What `hotline show` tells, all of it as it was at one moment."""
    engine = create_engine(postgres_url(stage.home), isolation_level="REPEATABLE READ")
    try:
        with Session(engine) as session:
            return {kind: list(show(session)) for kind, show in BY_KIND.items() if kind in KINDS}
    finally:
        engine.dispose()
