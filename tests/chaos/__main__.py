"""`make chaos`: one night after the other, each from a seed of its own, until the time is over or one goes wrong."""

import argparse
import logging
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.judgement import judge
from tests.chaos.night import live_through
from tests.chaos.records import story


def main() -> int:
    arguments = _arguments()
    logging.basicConfig(level="INFO" if arguments.verbose else "ERROR", format="%(asctime)s %(message)s")
    give_up_at, dice = time.monotonic() + 60 * arguments.minutes, random.Random(arguments.seed)
    seed = arguments.seed
    while True:
        problems = _one_night(seed, arguments.seconds, arguments.log)
        if problems:
            _say("\n".join([*problems, "", f"To live through it again: make chaos MINUTES=0 SEED={seed}"]))
            return 1
        if time.monotonic() >= give_up_at:
            return 0
        seed = dice.randrange(10**6)


def _one_night(seed: int, seconds: float, told: Path | None) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="hotline-", ignore_cleanup_errors=True) as folder:
        try:
            records = live_through(Path(folder), seed, seconds, told=told)
        except AssertionError as error:
            return [str(error)]
        problems = judge(records)
        calls, texts = len(records.inbound), len(records.texts)
        counts = f"{len(records.blows)} blows, {calls} calls, {texts} texts"
        _say(f"seed {seed}: {counts}, {len(problems)} faults")
        return [*story(seed, records.blows), *problems] if problems else []


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make chaos")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120, help="how long one night's load and blows last")
    parser.add_argument("--log", type=Path, help="keep all that the processes and the network say in this file")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
