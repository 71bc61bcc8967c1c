"""Time that is pushed by hand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.simulator.clocks import PushableClock, sleep

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
DURATIONS = st.integers(min_value=1, max_value=50)


@contextmanager
def loop_in_thread() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield loop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@given(st.lists(st.lists(DURATIONS, max_size=4), max_size=6), st.lists(DURATIONS, max_size=5))
@settings(max_examples=40, deadline=None)
def test_sleepers_wake_in_the_order_of_their_deadlines_and_at_them(
    sleepers: list[list[int]], pushes: list[int]
) -> None:
    clock = PushableClock(START)
    woken: list[tuple[datetime, datetime]] = []

    async def sleep_again_and_again(durations: list[int]) -> None:
        for duration in durations:
            due = clock.now() + timedelta(seconds=duration)
            await sleep(clock, duration)
            woken.append((due, clock.now()))
        clock.activity.end()

    with loop_in_thread() as loop:
        for durations in sleepers:
            clock.activity.begin()
            asyncio.run_coroutine_threadsafe(sleep_again_and_again(durations), loop)
        for seconds in [*pushes, 1000]:
            clock.push(seconds)
    assert len(woken) == sum(map(len, sleepers))
    assert all(due == at for due, at in woken)
    assert woken == sorted(woken)
    assert clock.now() == START + timedelta(seconds=sum(pushes) + 1000)


class Watch:
    """Work of the product that is due at certain times."""

    def __init__(self, clock: PushableClock, dues: list[int]) -> None:
        self._clock = clock
        self.dues = [START + timedelta(seconds=due) for due in dues]
        self.ran: list[datetime] = []

    def next_due(self) -> datetime | None:
        return self.dues[0] if self.dues else None

    def run_due(self) -> None:
        self.ran.append(self._clock.now())
        self.dues.pop(0)


def test_work_that_follows_runs_at_its_own_times() -> None:
    clock = PushableClock(START)
    watch = Watch(clock, [5, 25, 61])
    clock.follow(watch)
    clock.push(60)
    assert watch.ran == [START + timedelta(seconds=5), START + timedelta(seconds=25)]
    clock.push(1)
    assert len(watch.ran) == 3


def test_work_that_stays_due_does_not_stop_time() -> None:
    class Stuck(Watch):
        def run_due(self) -> None:
            self.ran.append(self._clock.now())

    clock = PushableClock(START)
    stuck = Stuck(clock, [5])
    clock.follow(stuck)
    clock.push(60)
    assert clock.now() == START + timedelta(seconds=60)
    assert stuck.ran == [START + timedelta(seconds=5)]
