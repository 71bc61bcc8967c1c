"""The parts of a wait: each true, and together the whole."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.models import Case, Contact, ContactChannel
from hotline.reports.moments import Moment, What
from hotline.reports.story import Story

from .history import NOON

Told = tuple[float, What]


def a_story(*told: Told, waiting: float | None = 5) -> Story:
    """Seconds after the call came in, and what happened then; the last is its end."""
    moments = [Moment(NOON + timedelta(seconds=at), timedelta(seconds=at), what) for at, what in told]
    call = Contact(channel=ContactChannel.VOICE, sid="CA1", caller="", called="", started_at=NOON)
    call.waiting_since = None if waiting is None else NOON + timedelta(seconds=waiting)
    greeted = Moment(NOON, timedelta(0), What.GREETED)
    return Story(call, Case(number="CT-1", opened_at=NOON), moments[-1].at, (greeted, *moments))


def parts(*told: Told, waiting: float | None = 5) -> list[float | None]:
    phases = a_story(*told, waiting=waiting).phases
    lengths = (phases.asking, phases.until_rung, phases.ringing, phases.put_through)
    return [None if length is None else length.total_seconds() for length in lengths]


def test_the_seconds_between_the_officers_key_and_the_talk_are_no_ringing() -> None:
    told = [(7, What.RUNG), (20, What.UNANSWERED), (32, What.RUNG), (40, What.ACCEPTED), (44, What.ANSWERED)]
    assert parts(*told) == [5, 2, 33, 4]


def test_who_hung_up_while_being_put_through_waited_for_that_too() -> None:
    assert parts((7, What.RUNG), (20, What.ACCEPTED), (23, What.LEFT)) == [5, 2, 13, 3]
    assert parts((7, What.RUNG), (23, What.LEFT)) == [5, 2, 16, None]
    assert parts((3, What.LEFT), waiting=None) == [3, None, None, None]


@pytest.mark.parametrize("what", [What.GONE, What.ANEW, What.ANSWERED])
def test_who_accepted_and_did_not_come_or_was_cut_off_put_nobody_through(what: What) -> None:
    first = [(7, What.RUNG), (10, What.ACCEPTED), (30, what)]
    assert parts(*first, (50, What.LEFT)) == [5, 2, 43, None]
    assert parts(*first, (40, What.ACCEPTED), (50, What.ANSWERED)) == [5, 2, 33, 10]


def test_who_is_called_back_from_the_desk_is_put_through_from_the_officers_key() -> None:
    passed_on = [(5, What.RUNG), (60, What.DESK), (90, What.NATIONAL)]
    assert parts(*passed_on, (100, What.ANSWERED)) == [5, 0, 55, 40]
    assert parts(*passed_on, (95, What.ACCEPTED), (95, What.BACK), (99, What.ANSWERED)) == [5, 0, 90, 4]
    assert parts(*passed_on, (95, What.BACK), (99, What.LEFT)) == [5, 0, 94, None]
    assert parts((60, What.DESK), (70, What.ANSWERED)) == [5, 55, None, 10]


@given(
    told=st.lists(st.tuples(st.integers(0, 90), st.sampled_from(What)), max_size=8),
    end=st.sampled_from([What.ANSWERED, What.LEFT]),
    waiting=st.none() | st.integers(0, 90),
)
def test_the_parts_make_up_the_whole(told: list[Told], end: What, waiting: int | None) -> None:
    lengths = parts(*sorted(told), (90, end), waiting=waiting)
    assert sum(length or 0 for length in lengths) == 90
    assert all(length is None or length >= 0 for length in lengths)
