"""Reads what a Vietnamese keyboard or a child's thumb left undone: Telex and VNI keys, teen spelling, joined words."""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from routing.places.fold import Word, take_apart

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_VOWELS = {"6": "\u0302", "7": "\u031b", "8": "\u0306"}
_TELEX_VOWELS = (("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("aw", "ă"), ("ow", "ơ"), ("uw", "ư"), ("dd", "đ"))
_VOWEL = re.compile("[aeiouy]")
_TEEN = (("ph", "f"), ("qu", "w"), ("d", "z"), ("i", "j"), ("h", "j"), ("c", "k"))
_LONGEST_JOINED = 200
_OPENERS = frozenset(
    {"con", "o", "em", "e", "chau", "toi", "nha", "cuu", "giup", "voi", "dang", "la"}
    | {"quan", "huyen", "phuong", "xa", "q", "h", "p", "x", "tt", "tp"}
)
"""What most often stands before a name: of two ways to cut a run of letters the one with these is likelier."""


class Speller:
    """`words` are the words worth reading into a misspelling; `names` the joined names, such as 'ninhkieu'."""

    def __init__(self, words: Collection[str], names: Collection[str], fillers: Collection[str]) -> None:
        self._words = frozenset(words)
        self._names = frozenset(names)
        self._fillers = frozenset(fillers)
        self._longest = max(map(len, names), default=0)

    def mend(self, words: list[Word]) -> Iterator[Word]:
        """The words, those that make no sense as typed replaced by what was meant."""
        readings = [self._readings(word) for word in words]
        for at, (first, second) in enumerate(pairwise(readings)):
            readings[at], readings[at + 1] = self._naming(first, second)
        for word, (likeliest, *_) in zip(words, readings, strict=True):
            known = likeliest.mended or word.plain in self._words
            yield from [likeliest] if known else self._split(word)

    def _naming(self, first: list[Word], second: list[Word]) -> tuple[list[Word], list[Word]]:
        """Of two neighbours the readings that make a name: 'laj' is 'lại', but in 'thoj laj' it is 'lai'."""
        if len(first) > 1 or len(second) > 1:
            for one in first:
                for other in second:
                    if one.plain + other.plain in self._names:
                        return [one], [other]
        return first, second

    def _readings(self, word: Word) -> list[Word]:
        """What a word may be, the likeliest first; the word itself if it is known or nothing better is."""
        if word.plain in self._words:
            return [word]
        if word.plain == "0":
            return [word, replace(take_apart("o"), after_break=word.after_break, mended=True)]
        meant = {each.plain: each for each in self._meant(word)}
        found = [replace(each, after_break=word.after_break, mended=True) for each in meant.values()]
        return found or [word]

    def _meant(self, word: Word) -> Iterator[Word]:
        text = word.text.lower()
        readings = (*_telex(text), *_vni(text), *_squeezed(text), *_squeezed(word.plain), *_teen(word.plain))
        found = (replace(take_apart(reading), capital=word.capital) for reading in readings)
        return (each for each in found if each.plain in self._words)

    def _split(self, word: Word) -> Iterator[Word]:
        """'conobinhthuy' -> con, o, binh thuy; only if a name is in it, and all the rest are small words."""
        if not 4 <= len(word.plain) <= _LONGEST_JOINED or len(word.text) != len(word.plain):
            yield word
            return
        parts = self._cheapest(word.plain)
        at = 0
        for number, part in enumerate(parts or [word.plain]):
            text = word.text[at : at + len(part)]
            broken = word.after_break and number == 0
            yield replace(take_apart(text), after_break=broken, mended=bool(parts))
            at += len(part)

    def _cheapest(self, plain: str) -> list[str] | None:
        """Cut into names and small words, with as few pieces as may be; None if that can't be done."""
        best: list[tuple[int, list[str], bool] | None] = [(0, [], False), *([None] * len(plain))]
        for end in range(1, len(plain) + 1):
            for start in range(max(0, end - self._longest), end):
                before, piece = best[start], plain[start:end]
                if before is None or (piece not in self._names and piece not in self._fillers):
                    continue
                cost = before[0] + (1 if piece in self._names or piece in _OPENERS else 2)
                current = best[end]
                if current is None or cost < current[0]:
                    best[end] = (cost, [*before[1], piece], before[2] or piece in self._names)
        last = best[-1]
        return last[1] if last and last[2] else None


def _telex(text: str) -> Iterator[str]:
    if not _VOWEL.search(text) or len(text) > 10:
        return
    tones = [sign for sign in text[1:] if sign in _TELEX_TONES]
    for tone in dict.fromkeys([*tones[::-1], ""]):
        at = text.rfind(tone) if tone else -1
        rest = text[:at] + text[at + 1 :] if tone else text
        for written, meant in _TELEX_VOWELS:
            rest = rest.replace(written, meant)
        if rest.endswith("w") or "w" in rest:
            rest = rest.replace("w", "")
        if rest != text:
            yield rest + _TELEX_TONES.get(tone, "")


def _vni(text: str) -> Iterator[str]:
    if len(text) > 10 or not _VOWEL.search(text) or not any(sign.isdigit() for sign in text):
        return
    composed, tone = "", ""
    for sign in text:
        if sign in _VNI_TONES:
            tone = _VNI_TONES[sign]
        elif sign == "9":
            composed = composed.replace("d", "đ", 1)
        else:
            composed += _VNI_VOWELS.get(sign, sign)
    yield composed + tone
    yield text.replace("0", "o").replace("1", "i")


def _squeezed(text: str) -> Iterator[str]:
    """'kieuuuu' -> 'kieu'."""
    squeezed = "".join(sign for sign, _ in groupby(text))
    if squeezed != text:
        yield squeezed


def _teen(plain: str) -> Iterator[str]:
    for meant, written in _TEEN:
        if written in plain:
            yield plain.replace(written, meant)
            yield plain.replace(written, meant).replace("j", "i")
