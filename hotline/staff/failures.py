"""Slows down whoever guesses: after a few failures each further try has to wait a little, never more than MOST.

A try counts as a failure before it is looked at and is forgiven when it was right, so that many guesses at once
gain nothing. What is counted for a number says nothing of whether there is such an officer.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from hotline.db import lock_word
from hotline.models import SignInFailure

FREE = 5
"""Failures after which one has to wait."""
FREE_FOR_ONE_NUMBER = 50
"""From all networks together."""
FREE_FROM_ONE_ADDRESS = 100
"""A whole office, or thousands of a carrier's telephones, may share one."""
FIRST, MOST = timedelta(seconds=30), timedelta(minutes=5)
COUNTS_FOR = timedelta(hours=1)


class Wait(Exception):
    """Too many failures: one may try again after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"{seconds} s")
        self.seconds = seconds


def count_try(session: Session, limits: Mapping[str, int], *, now: datetime) -> list[int]:
    """Count a try against each subject, with how many failures are free; returns the rows, for `forgive`.

    Raises Wait, and counts nothing, while one of the subjects has to wait.
    """
    for subject in sorted(limits):  # in one order, so that nobody waits in a circle
        lock_word(session, f"failures {subject}")
    wait = max(wait_of(session, subject, free, now=now) for subject, free in limits.items())
    if wait > timedelta(0):
        raise Wait(-int(-wait.total_seconds() // 1))
    rows = [SignInFailure(subject=subject, at=now) for subject in limits]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def wait_of(session: Session, subject: str, free: int, *, now: datetime) -> timedelta:
    """How long this subject has to wait; zero or less when it needn't."""
    recent = select(func.count(), func.max(SignInFailure.at)).where(
        SignInFailure.subject == subject, col(SignInFailure.at) > now - COUNTS_FOR
    )
    count, last = session.exec(recent).one()
    waits: timedelta = last + delay_after(count - free) - now if count >= free else timedelta(0)
    return waits


def delay_after(failures: int) -> timedelta:
    """Twice as long after each of so many failures beyond the free ones."""
    return min(FIRST * (1 << min(failures, 10)), MOST)


def forgive(session: Session, rows: Iterable[int], *, subject: str) -> None:
    """It was right: take back these rows, and all that is counted for `subject`."""
    is_theirs = col(SignInFailure.subject) == subject
    session.exec(delete(SignInFailure).where(col(SignInFailure.id).in_(list(rows)) | is_theirs))
