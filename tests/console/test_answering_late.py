"""An officer accepts at the board, and answers the telephone only when others are already rung anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .people import LAN, MINH, Visitor
from .test_board import accepts, alert

Let = Callable[[str | None], Visitor]
TOWN = Path(__file__).parents[1] / "stories" / "town.yaml"


@pytest.fixture
def minh(town: Town) -> Phone:
    return town.phone("+84912000002", "Minh")


@pytest.fixture
def waiting(visitor: Let, town: Town, tmp_path: Path, child: Phone, lan: Phone, minh: Phone) -> Phone:
    """A child on the line, for whom Lan has accepted 46 s ago; her telephone, which rings for a minute, still does."""
    slow = TOWN.read_text().replace("{ring: {tier: 1}, wait: 25s}", "{ring: {tier: 1}, wait: 60s}")
    (tmp_path / "slow.yaml").write_text(slow)
    town.apply(tmp_path / "slow.yaml")
    child.calls()
    child.presses("1")
    lan.rings()
    accepts(visitor(LAN), alert(town))
    minh.is_not_ringing()
    town.passes(49)
    minh.rings()
    return child


def test_who_answers_late_is_put_through_and_the_others_are_spared(
    town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    lan.answers()
    lan.presses("1")
    lan.talks_with(waiting)
    minh.is_not_ringing()
    assert [one["state"] for one in town.records("alerts")] == ["acknowledged", "acknowledged"]
    assert town.record("contacts")["answered_by"] == LAN


def test_who_answers_after_a_colleague_has_accepted_anew_hears_that_it_is_taken(
    visitor: Let, town: Town, waiting: Phone, lan: Phone, minh: Phone
) -> None:
    accepts(visitor(MINH), alert(town))
    lan.answers()
    lan.presses("1")
    lan.hears("Đã có người nhận ca này")
    minh.answers()
    minh.presses("1")
    minh.talks_with(waiting)
    assert town.record("contacts")["answered_by"] == MINH
