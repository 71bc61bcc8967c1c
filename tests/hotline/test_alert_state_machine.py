"""The alert as a state machine: whatever happens, in whatever order and at the same moment, what must hold holds.

The rules are in `alert_callers`, `alert_officers` and `alert_at_once`, what must hold in `alert_night`, and what is
expected of each rule in `alert_model`. `ALERT_EXAMPLES` is how many nights are lived through; `make chaos` sets it.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import settings as profile
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import Engine

from hotline import db
from hotline.cityfile import apply_city, read_city
from hotline.settings import Settings
from tests.hotline.alert_at_once import AtOnceRules
from tests.hotline.alert_callers import CallerRules
from tests.hotline.alert_model import CITY
from tests.hotline.alert_night import START
from tests.hotline.alert_officers import OfficerRules

pytestmark = pytest.mark.in_real_time

EXAMPLES = int(os.environ.get("ALERT_EXAMPLES", "0"))


class AlertMachine(CallerRules, OfficerRules, AtOnceRules): ...


@pytest.mark.timeout(600)  # twenty nights, half a minute on a machine of one's own
def test_whatever_happens_at_once_or_late_every_alert_goes_on_until_a_human_takes_it(
    engine: Engine, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "city.yaml").write_text(CITY)
    with db.transaction(engine) as session:
        apply_city(session, read_city(tmp_path / "city.yaml"), now=START)
    nights = profile(
        max_examples=EXAMPLES or 20,
        stateful_step_count=40,
        deadline=None,
        derandomize=not EXAMPLES,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
    )
    run_state_machine_as_test(lambda: AlertMachine(engine, settings), settings=nights)
