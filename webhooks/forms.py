"""The form of one webhook request, as it arrived: names may be missing, empty, repeated or hostile."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl

LONGEST_BODY = 256 * 1024
"""Bytes; Twilio's forms are a few kilobytes. A longer one is refused with status 413."""

MOST_FIELDS = 1000


class Form:
    """Form fields, repeats included."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    @classmethod
    def parse(cls, body: bytes) -> "Form":
        """Read an urlencoded body. Empty values are kept, since the signature covers them.

        Raises ValueError when it has more than MOST_FIELDS fields.
        """
        text = body.decode("utf-8", errors="replace")
        return cls(parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS))

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def getlist(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def text(self, *names: str, longest: int = 256) -> str:
        """The first of these fields that says something, safe to store; '' when there is none.

        It is bounded, and has no NUL and no half of a sign: those no database takes.
        """
        for name in names:
            for value in self.getlist(name):
                if cleaned := value.replace("\0", "").strip()[:longest]:
                    return cleaned.encode(errors="replace").decode()
        return ""

    def number(self, name: str) -> int:
        """A whole number, or 0 when the field holds none."""
        value = self.text(name, longest=18)
        return int(value) if value.isascii() and value.isdigit() else 0
