"""The catalogue is whole: every sentence in both languages, and one for everything that can be said."""

import re
from pathlib import Path

import pytest

from hotline import models
from hotline.simulator import page, stories
from hotline.simulator.sentences import PAGE, STORIES
from hotline.simulator.stories.plays import ALL

STATIC = Path(page.__file__).parent / "static"
WORDS = {language: {**PAGE[language], **STORIES[language]} for language in PAGE}
STATES = {
    "case": models.CaseState,
    "alert": models.AlertState,
    "reached": models.NotificationState,
    "stage": models.Stage,
    "outcome": models.Outcome,
    "urgency": models.Urgency,
    "contact": models.ContactState,
}


@pytest.mark.parametrize("catalogue", [PAGE, STORIES])
def test_both_languages_say_the_same_things(catalogue: dict[str, dict[str, str]]) -> None:
    def blanks(language: str) -> dict[str, set[str]]:
        return {name: set(re.findall(r"{\w+}", text)) for name, text in catalogue[language].items()}

    assert blanks("vi") == blanks("en")


def test_every_sentence_that_the_page_asks_for_exists() -> None:
    asked = {name for file in STATIC.glob("*.js") for name in re.findall(r'\bt\("([\w.-]+)"', file.read_text())}
    assert asked - WORDS["vi"].keys() == set()


def test_every_sentence_of_the_stories_exists() -> None:
    source = "".join(file.read_text() for file in Path(stories.__file__).parent.rglob("*.py"))
    named = set(re.findall(r'"((?:beat|missed)\.\w+)"', source))
    named |= {f"check.{name}" for name in re.findall(r'Check\(\s*"(\w+)"', source)}
    named |= {f"story.{name}{about}" for name in ALL for about in ("", ".about")}
    assert named - STORIES["vi"].keys() == set()


@pytest.mark.parametrize(("kind", "states"), STATES.items())
def test_every_state_has_a_word(kind: str, states: type[models.CaseState]) -> None:
    assert {f"{kind}.{state}" for state in states} - WORDS["vi"].keys() == set()
