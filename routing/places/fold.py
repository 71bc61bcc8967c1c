"""Words of Vietnamese text, comparable however they were typed: any case, Unicode form or tone-mark placement."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

LONGEST_HEAD, LONGEST_TAIL = 4000, 1000
"""A message has at most 1600 signs. Of anything longer only both ends are read, so that no text costs much time."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_PILED_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_LOOKALIKES = str.maketrans("аеорсухіАЕОРСУХІТМНВК", "aeopcyxiAEOPCYXITMHBK")  # Cyrillic -> Latin
_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_BREAK = re.compile(r"[.,;:!?()…\"“”—]")
_DOTS = re.compile("[.…]+")
_SHORTENED = frozenset({"tp", "tt", "tx", "kv"})
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWEL_MARKS = frozenset("\u0302\u0306\u031b")


@dataclass(frozen=True, slots=True)
class Word:
    """A word taken apart: letters without marks, the vowel mark of each letter, and the tone.

    The tone belongs to the whole word, so 'hoà' and 'hòa' are the same word. `after_break` tells that a comma, full
    stop or the like stands before it, `after_dot` that it was only dots without a space, as in 'Thot.Not'; `mended`
    that it was typed otherwise, as `typed`, and read as this.
    """

    text: str
    plain: str
    vowels: tuple[str, ...]
    tone: str
    capital: bool
    after_break: bool = False
    after_dot: bool = False
    mended: bool = False
    typed: str = ""

    @property
    def is_marked(self) -> bool:
        return bool(self.tone) or any(self.vowels)

    def could_be(self, other: "Word") -> bool:
        """Whether this may be `other` typed with fewer marks. Marks may be missing; none may contradict."""
        return (
            self.plain == other.plain
            and self.tone in {"", other.tone}
            and all(mine in {"", theirs} for mine, theirs in zip(self.vowels, other.vowels, strict=True))
        )


def read_words(text: str) -> list[Word]:
    """The words of a text in order; punctuation is dropped and ends a clause."""
    return list(_words(_clean(text)))


def _clean(text: str) -> str:
    if len(text) > LONGEST_HEAD + LONGEST_TAIL:
        text = f"{text[:LONGEST_HEAD]} . {text[-LONGEST_TAIL:]}"
    visible = _PILED_MARKS.sub(r"\1", _INVISIBLE.sub("", text)).translate(_LOOKALIKES)
    return unicodedata.normalize("NFKC", visible)[: 2 * (LONGEST_HEAD + LONGEST_TAIL)]


def _words(clean: str) -> Iterator[Word]:
    end, shortened = 0, False
    for found in _WORD.finditer(clean):
        word = take_apart(found[0])
        gap = clean[end : found.start()]
        if _DOTS.fullmatch(gap) and end and not shortened:
            word = replace(word, after_break=True, after_dot=True)
        elif _BREAK.search(gap) and not (shortened and gap.strip() == "."):
            word = replace(word, after_break=True)
        yield word
        end = found.end()
        shortened = len(word.plain) == 1 or word.plain in _SHORTENED


@lru_cache(maxsize=4096)
def take_apart(text: str) -> Word:
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
    return Word(text, "".join(letters), tuple(vowels), tone, text[:1].isupper())
