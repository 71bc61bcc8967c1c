"""Behind a number are exactly its rows."""

import pytest

from hotline.models import Outcome
from hotline.reports.behind import rows_behind
from hotline.reports.scope import BadScope

from .counting import LATER, MONDAY, answered
from .history import History


def test_behind_a_number_are_exactly_its_rows(history: History) -> None:
    answered(history, 14, 16, 21)
    history.call(history.case(500), 500, waiting=0, ended=50, outcome=Outcome.ABANDONED)
    late = rows_behind(history.session, MONDAY, {}, kind="contacts", only="late_answer", now=LATER)
    assert [row["answer_seconds"] for row in late] == [None, 21, 16]
    gone = rows_behind(history.session, MONDAY, {}, kind="contacts", only="waiting", now=LATER)
    assert len(gone) == 1
    timed = rows_behind(history.session, MONDAY, {}, kind="contacts", only="timed_answer", now=LATER)
    assert [row["answer_seconds"] for row in timed] == [21, 16, 14]
    with pytest.raises(BadScope):
        rows_behind(history.session, MONDAY, {}, kind="contacts", only="escalated", now=LATER)
