"""How often it is right over labelled messages, by kind: these numbers may rise, never fall."""

import statistics
from pathlib import Path

import pytest

from tests.load.bench_places import Score, examples, microseconds, score
from tests.routing.finder import HERE, can_tho

FILES = [HERE / "examples.csv", *(HERE / "messages" / name for name in ("given.csv", "dev.csv"))]
SLOWEST_MEDIAN = 1000


@pytest.fixture(params=FILES, ids=lambda path: path.stem, scope="module")
def scores(request: pytest.FixtureRequest) -> list[Score]:
    path: Path = request.param
    return score(can_tho(), list(examples(path)))


def test_none_is_confidently_wrong(scores: list[Score]) -> None:
    assert [one.example.text for one in scores if one.is_confidently_wrong] == []


def test_nearly_all_are_right(scores: list[Score]) -> None:
    assert sum(one.is_right for one in scores) >= 0.99 * len(scores)


def test_every_kind_of_message_is_mostly_right(scores: list[Score]) -> None:
    for kind in {one.example.kind for one in scores}:
        some = [one for one in scores if one.example.kind == kind]
        assert sum(one.is_right for one in some) >= 0.95 * len(some), kind


def test_an_ambiguous_message_offers_the_districts_that_it_may_mean() -> None:
    for one in score(can_tho(), list(examples(HERE / "messages" / "dev.csv"))):
        wanted = one.example.expected.removeprefix("ambiguous:").split("|")
        if one.example.expected.startswith("ambiguous") and one.match.candidates:
            assert set(one.match.candidates) <= set(wanted), one.example.text


ONCE_NEW = [
    "heldout",
    "variants",
    "fresh",
    "further",
    "again",
    "third",
    "blind2",
    "blind3a",
    "blind3b",
    "blind3c",
    "blind3f",
]


@pytest.mark.parametrize("name", ONCE_NEW)
def test_messages_that_were_once_new_are_never_taken_for_a_wrong_district(name: str) -> None:
    scores = score(can_tho(), list(examples(HERE / "messages" / f"{name}.csv")))
    assert [one.example.text for one in scores if one.is_confidently_wrong] == []
    assert sum(one.is_right for one in scores) >= 0.96 * len(scores)
    assert all(one.offers_right is not False for one in scores if one.example.kind == "ambiguous ward")


def test_a_message_is_understood_within_a_millisecond() -> None:
    wanted = list(examples(HERE / "messages" / "given.csv"))
    assert statistics.median(microseconds(can_tho(), wanted)) < SLOWEST_MEDIAN
