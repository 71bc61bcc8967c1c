"""What was broken in a night."""

from tests.chaos import kept, steps, voices
from tests.chaos.records import Records


def judge(records: Records) -> list[str]:
    """Everything that was broken in this night, and where."""
    return [problem for check in (kept, voices, steps) for problem in check.problems(records)]
