"""Each telephone number gets one after the other, whoever has written a thousand times."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hotline.spool import Spool, SpooledFile
from hotline.spool.turns import Subject, Turns

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def file(number: int, webhook: str = "text", *, about: int | None = None) -> SpooledFile:
    moment = (NOON + timedelta(seconds=number)).strftime("%Y%m%dT%H%M%S.%f")
    return SpooledFile(f"{moment}-{number if about is None else about:016x}-{webhook}-00000000.json")


def taken(turns: Turns) -> list[Subject]:
    done: list[Subject] = []
    while turns.take(done.append):
        pass
    return done


def test_a_number_with_one_text_waits_for_one_text_of_each_other_number() -> None:
    many, one = [file(number) for number in range(9)], file(9)
    order = taken(Turns([*many, one], lambda of: "one" if of == one else "many"))
    assert order.index([one]) == 1


def test_calls_come_before_texts() -> None:
    text, call = file(1, "text"), file(2, "call")
    assert taken(Turns([text, call], lambda _: "the same")) == [[call], [text]]


def test_what_tells_of_one_call_stays_together_and_in_order() -> None:
    call, place, other, end = (
        file(number, webhook, about=about)
        for number, (webhook, about) in enumerate([("call", 7), ("place", 7), ("call", 8), ("call_status", 7)])
    )
    assert taken(Turns([call, place, other, end], lambda _: "")) == [[call, place, end], [other]]


def test_of_one_number_nothing_is_worked_on_at_once() -> None:
    turns = Turns([file(number) for number in range(50)], lambda _: "the same")
    busy = threading.Lock()
    done: list[Subject] = []

    def work(subject: Subject) -> None:
        assert busy.acquire(blocking=False)
        done.append(subject)
        busy.release()

    def work_on() -> None:
        while turns.take(work):
            pass

    with ThreadPoolExecutor(4) as threads:
        for one in [threads.submit(work_on) for _ in range(4)]:
            one.result()
    assert len(done) == 50


@given(st.lists(st.tuples(st.sampled_from(["call", "text", "call_status"]), st.integers(0, 5), st.integers(0, 3))))
def test_nothing_is_left_out_and_nothing_comes_twice(events: list[tuple[str, int, int]]) -> None:
    files = [file(number, webhook, about=about) for number, (webhook, about, _) in enumerate(events)]
    numbers = {one: str(number) for one, (_, _, number) in zip(files, events, strict=True)}
    order = [one for subject in taken(Turns(files, lambda of: numbers[of])) for one in subject]
    assert sorted(order) == files


def test_a_call_without_a_name_has_nothing_waiting(tmp_path: Path) -> None:
    """A form that names no call must not make its webhook take in all that waits."""
    spool = Spool(tmp_path)
    (tmp_path / file(1).name).touch()
    assert (len(spool.waiting()), spool.waiting("")) == (1, [])
