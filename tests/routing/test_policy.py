from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.models import CITY_DESK, Role
from routing.policy import DEFAULT_STEPS, EscalationPolicy, Position, Ring, Step, choose_policy

START = Position(0, 0)

rings = st.builds(
    Ring,
    tier=st.none() | st.integers(1, 9),
    role=st.none() | st.sampled_from(Role),
    district=st.none() | st.sampled_from(["o-mon", CITY_DESK]),
    officers=st.lists(st.text("abc123", min_size=1, max_size=5), max_size=3).map(tuple),
)
seconds = st.integers(1, 86_400_000).map(lambda ms: timedelta(milliseconds=ms))
steps = st.builds(Step, ring=rings, wait=seconds, repeat=st.integers(1, 4))
policies = st.builds(EscalationPolicy, st.lists(steps, min_size=1, max_size=5).map(tuple))
positions = st.builds(Position, st.integers(0, 7), st.integers(0, 6))


def ladder(*repeats: int) -> EscalationPolicy:
    return EscalationPolicy(tuple(Step(Ring(tier=1), timedelta(seconds=25), repeat) for repeat in repeats))


def test_an_alert_climbs_step_by_step_and_repeats_where_told() -> None:
    climb = list(ladder(1, 2).positions_after(START))
    assert climb == [Position(1, 1), Position(2, 1), Position(2, 2)]


def test_nothing_follows_the_last_repeat() -> None:
    assert list(ladder(1, 2).positions_after(Position(2, 2))) == []


def test_an_alert_beyond_a_policy_that_became_shorter_has_nothing_to_come() -> None:
    assert list(ladder(1).positions_after(Position(4, 1))) == []


def test_an_alert_goes_on_with_the_next_step_when_its_own_repeats_less_often_now() -> None:
    assert list(ladder(2, 1).positions_after(Position(1, 5))) == [Position(2, 1)]


@pytest.mark.parametrize("position", [START, Position(3, 1)])
def test_asking_for_a_step_that_does_not_exist_is_an_error(position: Position) -> None:
    with pytest.raises(LookupError, match="has 2 steps"):
        ladder(1, 1).step_at(position)


@given(policies, positions)
def test_from_anywhere_the_rest_of_the_ladder_is_climbed_once_and_in_order(
    policy: EscalationPolicy, position: Position
) -> None:
    every = list(policy.positions_after(START))
    assert len(every) == sum(step.repeat for step in policy.steps)
    assert list(policy.positions_after(position)) == [later for later in every if later > position]
    assert all(policy.step_at(later) in policy.steps for later in every)


@given(steps)
def test_a_step_survives_the_way_through_the_database(step: Step) -> None:
    assert Step.from_json(step.to_json()) == step


def named(seconds: int) -> list[dict[str, object]]:
    return [Step(Ring(tier=1), timedelta(seconds=seconds)).to_json()]


def test_a_districts_policy_goes_before_the_urgencys_and_the_default() -> None:
    escalation = {"default": named(1), "urgent": named(2), "o-mon": named(3)}

    def wait(urgency: str, district: str | None) -> float:
        return choose_policy(escalation, urgency=urgency, district=district).steps[0].wait.total_seconds()

    assert wait("urgent", "o-mon") == 3
    assert wait("urgent", "cai-rang") == wait("urgent", None) == 2
    assert wait("normal", "cai-rang") == 1


def test_a_case_of_no_known_district_follows_the_city_desks_policy() -> None:
    escalation = {"default": named(1), CITY_DESK: named(4)}
    assert choose_policy(escalation, urgency="urgent", district=None).steps[0].wait == timedelta(seconds=4)


def test_a_city_without_a_policy_still_escalates() -> None:
    assert choose_policy({}, urgency="urgent", district=None).steps == DEFAULT_STEPS
