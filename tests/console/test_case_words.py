"""The case's page has a word for everything that can stand in its records: no page breaks at a new kind of thing."""

from dataclasses import fields

import pytest

from hotline.casework.due import Due
from hotline.casework.people import PARTS, Person
from hotline.console.words import WORDS
from hotline.models import CallbackState, CaseState, Disposition, NotificationState, Outcome, Purpose, Urgency
from routing.models import Channel

KINDS = {
    "cases.line.told_": [purpose for purpose in Purpose if purpose != Purpose.ALERT],
    "cases.line.rung_": Channel,
    "cases.attempt.": NotificationState,
    "cases.outcome.": Outcome,
    "cases.disposition.": Disposition,
    "cases.state.": CaseState,
    "cases.callback.": CallbackState,
    "cases.due.": Due,
    "cases.part.": PARTS,
    "cases.person.": [field.name for field in fields(Person)],
    "urgency.": Urgency,
}


@pytest.mark.parametrize(("prefix", "kinds"), KINDS.items(), ids=KINDS)
def test_every_kind_has_its_word(prefix: str, kinds: list[str]) -> None:
    assert [kind for kind in kinds if f"{prefix}{kind}" not in WORDS] == []
