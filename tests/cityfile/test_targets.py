"""How fast a city aims to be."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from hotline.casework.due import next_due
from hotline.cityfile import CityPlan
from hotline.errors import UsageError
from hotline.models import Case, CaseState
from hotline.targets import DEFAULTS, Target, targets_of

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
Read = Callable[..., CityPlan]


def test_a_city_sets_its_own_and_keeps_the_rest(read: Read) -> None:
    own = "{seconds: 30, share: 0.8}, {seconds: 10, share: 0.5}"
    written = f"targets:\n  answer: [{own}]\n  first_action: [{{seconds: 20m, share: 1}}]"
    targets = read(("escalation:", f"{written}\nescalation:")).city.targets
    assert targets_of(targets, "answer") == (Target(10, 0.5), Target(30, 0.8))
    assert targets_of(targets, "acknowledge") == DEFAULTS["acknowledge"]
    case = Case(number="CT-1", state=CaseState.ACKNOWLEDGED, opened_at=NOON)
    assert next_due(case, targets).at == NOON + timedelta(minutes=20)
    assert next_due(case, {}).at == NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("answer: [{seconds: 15, share: 90}]", "share"),
        ("answer: [{seconds: 15}]", "share"),
        ("answer: []", "answer"),
        ("anwser: [{seconds: 15, share: 0.9}]", "did you mean 'answer'"),
    ],
)
def test_a_target_that_is_none_is_refused_with_its_name(read: Read, written: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read(("escalation:", f"targets:\n  {written}\nescalation:"))
