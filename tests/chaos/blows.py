"""What befalls an installation: each blow strikes, lasts and is mended, and is written down with its times."""

import logging
import random
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from redis.exceptions import RedisError

from hotline.simulator.faults import RestFault
from tests.chaos.load import calling, flood, texting
from tests.chaos.stage import PARTS, Stage

log = logging.getLogger(__name__)

FAULTS_AT_ONCE = 8
UNSEEN_SECONDS = 3.0
EVERYTHING = frozenset(PARTS)


@dataclass(frozen=True)
class Blow:
    name: str
    hits: frozenset[str]
    """The parts that may not do their work from its beginning to its end; NETWORK where the way to us is cut."""
    strike: Callable[[Stage, random.Random], None]
    """Also waits as long as it lasts, and takes back what can be taken back."""


@dataclass(frozen=True)
class Struck:
    """One blow as it was: from its first harm until everything it hit was well again."""

    name: str
    hits: frozenset[str]
    began_at: datetime
    over_at: datetime


NETWORK = "network"


def _lasts(dice: random.Random, least: float, most: float) -> None:
    threading.Event().wait(dice.uniform(least, most))


def kill(part: str) -> Blow:
    return Blow(f"kill {part}", frozenset({part}), lambda stage, _: stage.send(part, signal.SIGKILL))


def freeze(part: str, also: Callable[[Stage, random.Random], object] | None = None, name: str = "") -> Blow:
    def strike(stage: Stage, dice: random.Random) -> None:
        stage.send(part, signal.SIGSTOP)
        try:
            if also:
                also(stage, dice)
            _lasts(dice, 2, 5)
        finally:
            stage.send(part, signal.SIGCONT)

    return Blow(name or f"freeze {part}", frozenset({part}), strike)


def _call_and_text(stage: Stage, dice: random.Random) -> None:
    calling("+84908888801")(stage)
    texting("+84908888802", dice)(stage)


def _flush(stage: Stage, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 3)):
        with suppress(RedisError):
            stage.redis().flushall()
        _lasts(dice, 0.1, 1)


def _rest_faults(stage: Stage, dice: random.Random) -> None:
    faults = dice.choices(list(RestFault), k=FAULTS_AT_ONCE)
    stage.network.run(lambda: stage.network.faults.rest.extend(faults))
    _lasts(dice, 3, 6)
    stage.network.run(stage.network.faults.rest.clear)


def _drop(words: str, also: Callable[[Stage, random.Random], object]) -> Callable[[Stage, random.Random], None]:
    def strike(stage: Stage, dice: random.Random) -> None:
        stage.network.faults.drops_webhook = lambda url: words in url
        try:
            also(stage, dice)
            _lasts(dice, UNSEEN_SECONDS, UNSEEN_SECONDS + 2)
        finally:
            stage.network.faults.drops_webhook = lambda _url: False

    return strike


def _power_cut(stage: Stage, dice: random.Random) -> None:
    stage.kill_everything()
    _lasts(dice, 0, 1)
    stage.start_again()


BLOWS = [
    *(kill(part) for part in PARTS),
    *(freeze(part) for part in PARTS),
    freeze("postgres", _call_and_text, "freeze postgres at a call"),
    Blow("flush redis", frozenset({"redis"}), _flush),
    Blow("faults of the provider", frozenset(), _rest_faults),
    Blow("a call only at the provider", frozenset({NETWORK}), _drop("/webhooks", _call_and_text)),
    Blow("lost status callbacks", frozenset({NETWORK}), _drop("status", lambda _stage, _dice: None)),
    Blow("a flood", frozenset(), lambda stage, _dice: flood(stage)),
    Blow("power cut", EVERYTHING, _power_cut),
]
BY_NAME = {blow.name: blow for blow in BLOWS}
TOGETHER = [("kill watch", "kill worker"), ("flush redis", "kill worker"), ("kill redis", "freeze watch")]


@dataclass(frozen=True)
class Plan:
    """So many seconds after the one before has been mended, these blows at once."""

    pause: float
    blows: tuple[Blow, ...]

    def __str__(self) -> str:
        return " + ".join(blow.name for blow in self.blows)


def plan(seed: int, number: int) -> list[Plan]:
    """The first blows of this seed: every kind once in a random order, now and then two together, then again."""
    dice = random.Random(f"blows {seed}")
    plans: list[Plan] = []
    while len(plans) < number:
        deck = [(blow,) for blow in BLOWS] + [tuple(BY_NAME[name] for name in pair) for pair in TOGETHER]
        dice.shuffle(deck)
        plans += [Plan(dice.uniform(1.0, 4.0), blows) for blows in deck]
    return plans[:number]


def strike(stage: Stage, blows: tuple[Blow, ...], seed: str) -> Struck:
    """Let it happen, and return once all that was hit is well again."""
    began_at = stage.now()
    log.info(" + ".join(blow.name for blow in blows))
    with ThreadPoolExecutor(len(blows)) as pool:
        list(pool.map(lambda blow: blow.strike(stage, random.Random(seed + blow.name)), blows))
    hits = frozenset[str]().union(*(blow.hits for blow in blows))
    log.info("waiting until it is well again")
    stage.wait_until_well(hits - {NETWORK}, since=stage.now())
    return Struck(" + ".join(blow.name for blow in blows), hits, began_at, stage.now())
