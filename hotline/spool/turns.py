"""Whose turn it is while much waits: each telephone number gets one after the other, calls before texts.

So nobody's thousands hold up anybody else's one; and of each number only one is taken in at a time, since in the
database they would only wait for each other.
"""

from collections import deque
from collections.abc import Callable

from hotline.spool.folder import SpooledFile
from webhooks.kept import TEXTS

Subject = list[SpooledFile]
"""What tells of one call or message, in its order."""


class Turns:
    """Any number of threads may ask."""

    def __init__(self, files: list[SpooledFile], number_of: Callable[[SpooledFile], str]) -> None:
        """`number_of` tells who calls or writes; '' stands for nobody known."""
        lines: dict[tuple[bool, str], deque[Subject]] = {}
        for subject in _subjects(files):
            first = subject[0]
            key = (first.webhook in TEXTS, number_of(first) or first.about)
            lines.setdefault(key, deque()).append(subject)
        self._lines = deque(lines[key] for key in sorted(lines, key=lambda key: key[0]))

    def take(self, work: Callable[[Subject], object]) -> bool:
        """Work on the next one whose turn it is; False when none is left that nobody works on."""
        try:
            line = self._lines.popleft()
        except IndexError:
            return False
        work(line.popleft())
        if line:
            self._lines.append(line)
        return True

    def __bool__(self) -> bool:
        return bool(self._lines)


def _subjects(files: list[SpooledFile]) -> list[Subject]:
    subjects: dict[str, Subject] = {}
    for file in files:
        subjects.setdefault(file.about, []).append(file)
    return list(subjects.values())
