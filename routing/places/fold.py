"""Words of Vietnamese text, comparable however they were typed: any case, Unicode form or tone-mark placement."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_TEXT = 2000
"""A message has at most 1600 signs; whatever lies behind 2000 is not read."""

_WORD = re.compile(r"[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWEL_MARKS = frozenset("\u0302\u0306\u031b")


@dataclass(frozen=True)
class Word:
    """A word taken apart: letters without marks, the vowel mark of each letter, and the tone.

    The tone belongs to the whole word, so 'hoà' and 'hòa' are the same word.
    """

    plain: str
    vowels: tuple[str, ...]
    tone: str
    capital: bool

    def could_be(self, other: "Word") -> bool:
        """Whether this may be `other` typed with fewer marks. Marks may be missing; none may contradict."""
        return (
            self.plain == other.plain
            and self.tone in {"", other.tone}
            and all(mine in {"", theirs} for mine, theirs in zip(self.vowels, other.vowels, strict=True))
        )


def read_words(text: str) -> list[Word]:
    """The words of a text in order; punctuation is dropped and ends a word."""
    composed = unicodedata.normalize("NFKC", text[:LONGEST_TEXT])
    return [_take_apart(word) for word in _WORD.findall(composed)]


def _take_apart(text: str) -> Word:
    letters: list[str] = []
    vowels: list[str] = []
    tone = ""
    for sign in unicodedata.normalize("NFD", text.casefold()):
        if sign in _TONES:
            tone = sign
        elif sign in _VOWEL_MARKS and vowels:
            vowels[-1] = sign
        elif not unicodedata.combining(sign):
            letters.append("d" if sign == "đ" else sign)
            vowels.append("đ" if sign == "đ" else "")
    return Word("".join(letters), tuple(vowels), tone, text[:1].isupper())
