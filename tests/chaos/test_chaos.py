"""Two nights in which what can fail fails, in every run of the tests; `make chaos` lives through an hour of them."""

from pathlib import Path

import pytest

from tests.chaos.blows import BY_NAME, Plan
from tests.chaos.judgement import judge
from tests.chaos.night import live_through
from tests.chaos.records import story

pytestmark = pytest.mark.in_real_time

NIGHTS = {
    11: ["freeze postgres at a call", "flush redis", "kill worker", "a call only at the provider", "freeze watch"],
    12: ["a flood", "kill web", "kill postgres", "faults of the provider", "power cut"],
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", NIGHTS)
def test_nothing_is_lost_and_nobody_forgotten_whatever_dies_in_the_night(tmp_path: Path, seed: int) -> None:
    blows = [Plan(2.0, (BY_NAME[name],)) for name in NIGHTS[seed]]
    records = live_through(tmp_path, seed, 30, blows=blows, told=tmp_path / "told.log")
    problems = judge(records)
    assert not problems, "\n".join([*story(seed, records.blows), *problems])
