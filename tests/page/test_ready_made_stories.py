"""The ready-made stories play themselves on the real product, and judge what came of it."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from hotline.simulator.stories.plays import ALL
from tests.stories.town import TOWN_FILE, Town, plain_client

LONGEST = 200


@pytest.fixture
def control(town: Town) -> httpx.Client:
    return plain_client(f"{town.network.api_url}/control")


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


def test_a_story_that_goes_wrong_says_what_and_puts_its_faults_back(town: Town, control: httpx.Client) -> None:
    """The product cannot be reached while the story plays."""
    town.faults.drops_webhook = lambda _url: True
    run = play(town, control, "trouble")
    assert run["result"] == "failed"
    assert [check["name"] for check in run["checks"] if check["ok"]] == []
    assert run["beats"][-1]["name"].startswith("missed.")
    assert not town.faults.rest
    assert (town.faults.hold_callbacks, town.faults.duplicate_callbacks, town.network.callbacks.held) == (False, 0, [])
    assert not any(call.live for call in town.network.exchange.calls.values())


def test_a_story_that_is_stopped_hangs_up_and_puts_its_faults_back(town: Town, control: httpx.Client) -> None:
    assert control.post("/stories/voicemail", json={}).status_code == 201
    town.passes(10)
    assert town.faults.numbers
    assert control.post("/stories/stop", json={}).status_code == 202
    assert finish(town, control)["result"] == "stopped"
    assert town.faults.numbers == {}


def test_one_story_is_played_at_a_time(town: Town, control: httpx.Client) -> None:
    assert control.post("/stories/answered", json={}).status_code == 201
    assert control.post("/stories/silent", json={}).status_code == 409
    assert finish(town, control)["story"] == "answered"


def test_every_story_has_a_caller_of_its_own(town: Town, control: httpx.Client) -> None:
    first, second = play(town, control, "answered"), play(town, control, "answered")
    assert first["child"] != second["child"]
    assert len(town.records("cases")) == 2


def test_a_city_where_no_two_are_rung_together_cannot_show_two_at_once(
    town: Town, control: httpx.Client, tmp_path: Path
) -> None:
    alone = TOWN_FILE.read_text().replace("officers: [nk1, nk2]", "officers: [nk1]")
    (tmp_path / "town.yaml").write_text(alone)
    town.apply(tmp_path / "town.yaml")
    run = play(town, control, "two-at-once")
    assert (run["result"], run["beats"][-1]["name"]) == ("failed", "missed.pair")


def test_an_unknown_story_is_refused(control: httpx.Client) -> None:
    assert control.post("/stories/hamlet", json={}).status_code == 404
    assert control.post("/stories/answered", json={"speed": 1000}).status_code == 422
