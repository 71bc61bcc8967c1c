"""`hotline place`: a match explained in the terminal."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from hotline import db
from hotline.cityfile import apply_city
from hotline.cli import build
from tests.routing.finder import CITY, plan

NOW = datetime(2026, 3, 2, 19, tzinfo=UTC)


def place(*arguments: str) -> str:
    result = CliRunner().invoke(build(["place"]), ["place", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_match_is_explained_with_its_words() -> None:
    assert place("con o p. xuan khanh", "--city", str(CITY)).splitlines() == [
        "Quận Ninh Kiều, Xuân Khánh",
        "because   place",
        "words     'xuan khanh' read as Xuân Khánh (unmarked)",
    ]


def test_an_ambiguous_name_shows_its_candidates_and_the_question() -> None:
    assert place("Tân Thạnh", "--city", str(CITY)).splitlines() == [
        "ambiguous",
        "because   a name that exists twice",
        "words     'Tân Thạnh' read as Tân Thạnh (exact)",
        "candidate Tân Thạnh (Thới Lai)",
        "candidate Tân Thạnh (Sóc Trăng)",
        "asks      1 Tân Thạnh (Thới Lai), 2 Tân Thạnh (Sóc Trăng)",
    ]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("cứu con với", "unknown"),
        ("con ở Cà Mau", "outside: Cà Mau, for the national line"),
        ("con ở Kế Sách", "outside: Kế Sách, for the city desk"),
    ],
)
def test_nothing_found_and_outside_are_said_apart(text: str, result: str) -> None:
    assert place(text, "--city", str(CITY)).splitlines()[0] == result


def test_speech_and_json() -> None:
    found = json.loads(place("minh kiều", "--spoken", "--json", "--city", str(CITY)))
    assert (found["district"], found["question"]) == ("ninh-kieu", [])


def test_without_a_file_the_applied_city_is_asked(engine: Engine, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_HOME", str(home))
    with db.transaction(engine) as session:
        apply_city(session, plan(), now=NOW)
    assert place("phường An Bình mới").splitlines()[-1].startswith("asks      1 An Bình (Ninh Kiều)")
