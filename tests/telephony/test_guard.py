"""A network that is dead holds nobody up, and one that lives is asked again."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from hotline.errors import TelephonyError
from hotline.simulator.clocks import PushableClock
from hotline.telephony.guard import FAILURES, PAUSE_SECONDS, Guard

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> PushableClock:
    return PushableClock(NOW)


@pytest.fixture
def guard(clock: PushableClock) -> Guard:
    return Guard(clock)


def order(guard: Guard, error: TelephonyError | None = None) -> bool:
    """Whether an order is let through; it fails with `error`."""
    was_given = False
    try:
        with guard.order():
            was_given = True
            if error:
                raise error
    except TelephonyError:
        pass
    return was_given


def dead() -> TelephonyError:
    return TelephonyError("no answer", permanent=False, unsure=True)


def test_it_lets_no_order_through_after_some_failures_in_a_row(guard: Guard) -> None:
    assert [order(guard, dead()) for _ in range(FAILURES + 1)] == [True] * FAILURES + [False]
    assert guard.is_shut
    assert guard.failing_since == NOW


def test_an_answer_in_between_begins_the_count_anew(guard: Guard) -> None:
    for _ in range(FAILURES - 1):
        order(guard, dead())
    order(guard)
    order(guard, dead())
    assert not guard.is_shut


@pytest.mark.parametrize(
    "refusal",
    [TelephonyError("no such number", permanent=True), TelephonyError("slowly", permanent=False, retry_after=1.0)],
)
def test_a_refusal_comes_from_a_network_that_lives(guard: Guard, refusal: TelephonyError) -> None:
    for _ in range(2 * FAILURES):
        order(guard, refusal)
    assert not guard.is_shut
    assert guard.last_ok_at == NOW


def test_after_a_pause_one_order_tries_and_opens_it_for_all(guard: Guard, clock: PushableClock) -> None:
    for _ in range(FAILURES):
        order(guard, dead())
    clock.push(PAUSE_SECONDS - 0.1)
    assert not order(guard)
    clock.push(0.1)
    assert order(guard)
    assert not guard.is_shut
    assert guard.failing_since is None


def test_a_try_that_fails_shuts_it_for_another_pause(guard: Guard, clock: PushableClock) -> None:
    for _ in range(FAILURES):
        order(guard, dead())
    clock.push(PAUSE_SECONDS)
    assert order(guard, dead())
    assert not order(guard)
    clock.push(PAUSE_SECONDS)
    assert order(guard)


def test_while_one_tries_all_others_are_told_at_once(guard: Guard, clock: PushableClock) -> None:
    for _ in range(FAILURES):
        order(guard, dead())
    clock.push(PAUSE_SECONDS)
    with guard.order(), ThreadPoolExecutor(1) as others:
        assert not others.submit(order, guard).result(timeout=5)
    assert order(guard)


def test_orders_of_several_threads_are_under_way_at_once(guard: Guard) -> None:
    together = threading.Barrier(3)

    def give() -> None:
        with guard.order():
            together.wait(timeout=5)

    with ThreadPoolExecutor(3) as pool:
        for given in [pool.submit(give) for _ in range(3)]:
            given.result()


def test_what_it_does_not_give_was_not_taken(guard: Guard) -> None:
    for _ in range(FAILURES):
        order(guard, dead())
    with pytest.raises(TelephonyError) as refused, guard.order():
        pass
    assert not refused.value.unsure
    assert not refused.value.permanent
