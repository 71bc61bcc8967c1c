"""How long a guesser waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from hotline import db
from hotline.models import SignInFailure
from hotline.staff.failures import FREE, MOST, Wait, count_try, delay_after, wait_of

NOW = datetime(2026, 3, 2, 19, tzinfo=UTC)


@given(st.integers(min_value=0, max_value=10**9))
def test_each_failure_makes_the_wait_longer_up_to_five_minutes(failures: int) -> None:
    assert delay_after(failures) <= delay_after(failures + 1) <= MOST == timedelta(minutes=5)


def test_many_guesses_at_once_gain_nothing(engine: Engine) -> None:
    def guess(_: int) -> bool:
        try:
            with db.transaction(engine) as session:
                count_try(session, {"a number": FREE}, now=NOW)
        except Wait:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(20))) == FREE


def test_after_an_hour_all_is_as_if_nothing_had_been(session: Session) -> None:
    session.add_all(SignInFailure(subject="a number", at=NOW) for _ in range(50))
    session.flush()
    assert wait_of(session, "a number", FREE, now=NOW + timedelta(seconds=1)) > timedelta(0)
    assert wait_of(session, "a number", FREE, now=NOW + timedelta(hours=1)) <= timedelta(0)


def test_who_has_to_wait_is_not_counted_meanwhile(session: Session) -> None:
    for _ in range(FREE):
        count_try(session, {"a number": FREE}, now=NOW)
    for _ in range(3):
        with pytest.raises(Wait, match="30"):
            count_try(session, {"a number": FREE, "an address": 100}, now=NOW)
    assert len(session.exec(select(SignInFailure)).all()) == FREE
