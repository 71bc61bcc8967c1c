"""Who calls and texts when: a steady random load from many numbers, known from the seed alone."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.chaos.stage import Stage

PAUSE = 1.3
"""Seconds between two people, on average."""
MARKER = "bi mat"
"""Stands in every text and nowhere else: whoever prints it prints what a child said."""
PLEAS = ["cuu con voi", "o ninh kieu, co nguoi danh con", "em o Cai Rang so lam", "giup em", "lê bình, gấp"]
FLOOD_TEXTS, FLOOD_CALLS = 100, 20


@dataclass(frozen=True)
class Deed:
    """Something that is done at `at` seconds after the beginning."""

    at: float
    name: str
    do: Callable[[Stage], object]


def load(seed: int, seconds: float) -> Iterator[Deed]:
    dice = random.Random(f"load {seed}")
    at = 0.0
    while (at := at + dice.expovariate(1 / PAUSE)) < seconds:
        number = f"+8490{dice.randrange(60):07d}"
        yield Deed(at, "call", calling(number)) if dice.random() < 0.4 else Deed(at, "text", texting(number, dice))


def calling(number: str, times: int = 1) -> Callable[[Stage], object]:
    return lambda stage: stage.network.run(lambda: [stage.network.dial_in(number) for _ in range(times)])


def texting(number: str, dice: random.Random, times: int = 1) -> Callable[[Stage], object]:
    words = [f"{dice.choice(PLEAS)} {MARKER}" for _ in range(times)]
    return lambda stage: stage.network.run(lambda: [stage.network.text_in(number, one) for one in words])


def flood(stage: Stage) -> None:
    """One number, everything at once."""
    number, dice = "+84909999999", random.Random(1)
    texting(number, dice, FLOOD_TEXTS)(stage)
    calling(number, FLOOD_CALLS)(stage)
