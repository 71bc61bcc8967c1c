"""The ready-made stories play themselves on the real product, and judge what came of it."""

from typing import Any

import httpx
import pytest

from hotline.simulator.stories.plays import ALL
from tests.stories.town import Town

LONGEST = 200


@pytest.fixture
def control(town: Town) -> httpx.Client:
    return httpx.Client(base_url=f"{town.network.api_url}/control", trust_env=False)


def play(town: Town, control: httpx.Client, name: str) -> dict[str, Any]:
    assert control.post(f"/stories/{name}", json={}).status_code == 201
    return finish(town, control)


def finish(town: Town, control: httpx.Client) -> dict[str, Any]:
    for _ in range(LONGEST):
        run: dict[str, Any] = control.get("/stories").json()["run"]
        if run["result"] != "playing":
            return run
        town.passes(1)
    raise AssertionError(f"the story did not end: {run}")


@pytest.mark.parametrize("name", ALL)
def test_a_ready_made_story_goes_as_it_should(town: Town, control: httpx.Client, name: str) -> None:
    run = play(town, control, name)
    assert [check["name"] for check in run["checks"] if not check["ok"]] == [], run["beats"]
    assert run["result"] == "passed", run["beats"]
