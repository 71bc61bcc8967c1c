"""Devices that people sign in with: what they are called, and which officers have signed in on them before."""

import re
import secrets
from dataclasses import dataclass

from hotline.staff.keyring import Keyring

BROWSERS = (
    ("Edge", r"\bEdgA?(?:iOS)?/"),
    ("Cốc Cốc", r"\bcoc_coc_browser/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Opera", r"\bOPR/"),
    ("Zalo", r"\bZalo\b"),
    ("Firefox", r"\b(?:Firefox|FxiOS)/"),
    ("Chrome", r"\b(?:Chrome|CriOS)/"),
    ("Safari", r"\bSafari/"),
)
"""The first that fits: most browsers also claim to be others."""
SYSTEMS = (
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Android", r"\bAndroid\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Mac", r"\bMac OS X\b"),
    ("Linux", r"\bLinux\b"),
)
MOST_OFFICERS = 12
"""Remembered on one device, such as the computer of the city desk."""


def name_of(user_agent: str) -> str:
    """The browser and system as people call them, such as 'Chrome · Android'; '' when neither is known."""
    found = (_first(names, user_agent) for names in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name)


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, user_agent)), "")


@dataclass(frozen=True)
class Memory:
    """What a device's own cookie tells: its id, and a mark for each number that has signed in on it.

    Only this installation can make a mark. The cookie opens no door; it only keeps strangers' failures apart
    from the device's own.
    """

    id: str
    marks: tuple[str, ...] = ()

    @classmethod
    def read(cls, cookie: str) -> "Memory":
        """A device that brings nothing of use gets a new id."""
        id_, *marks = cookie.split(".")
        return cls(id_, tuple(marks[:MOST_OFFICERS])) if id_ else cls(secrets.token_urlsafe(16))

    def knows(self, keyring: Keyring, number: str) -> bool:
        return self._mark(keyring, number) in self.marks

    def with_(self, keyring: Keyring, number: str) -> "Memory":
        mark = self._mark(keyring, number)
        others = tuple(other for other in self.marks if other != mark)
        return Memory(self.id, (mark, *others)[:MOST_OFFICERS])

    def __str__(self) -> str:
        return ".".join((self.id, *self.marks))

    def _mark(self, keyring: Keyring, number: str) -> str:
        return keyring.digest("device", self.id, number)[:32]
