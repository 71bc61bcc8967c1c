"""A ready-made story at the terminal: what happens, and at its end whether it did right."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hotline.simulator.sentences import PAGE, STORIES
from hotline.simulator.terminal.client import ControlClient

LOOK_SECONDS = 0.5


def watch_story(client: ControlClient, name: str, speed: float, language: str, show: Callable[[str], None]) -> bool:
    """Play a story and show it as it goes. Returns whether all was as it should be; raises HotlineError if refused."""
    words = {**PAGE[language], **STORIES[language]}
    run, shown = client.play_story(name, speed), 0
    while True:
        for beat in run["beats"][shown:]:
            show(f"{_seconds(run, beat):7.1f}s  {words[beat['name']].format(**beat['values'])}")
        shown = len(run["beats"])
        if run["result"] != "playing":
            break
        time.sleep(LOOK_SECONDS)
        run = client.story()
    for check in run["checks"]:
        show(f"  {'✓' if check['ok'] else '✗'} {words['check.' + check['name']].format(**check['values'])}")
    show(f"— {words['story.' + name]}: {words['result.' + run['result']]}")
    return bool(run["result"] == "passed")


def _seconds(run: dict[str, Any], beat: dict[str, Any]) -> float:
    return (datetime.fromisoformat(beat["at"]) - datetime.fromisoformat(run["started_at"])).total_seconds()
