"""Names cut short by who types them: the first letters and the last word, 'n. kieu', 'thlai', 'xkhanh'."""

import re
from collections.abc import Iterator, Sequence

from routing.places.fold import Word, take_apart
from routing.places.sounds import SYLLABLE

_ONSET = re.compile("ngh?|[cgknpt]h|tr|[bcdghklmnpqrstvx]")


def cuts_of_two(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """'n kieu', 'th lai': what is joined is read as if it were two words."""
    first, last = words
    for start in _starts(first.plain):
        yield take_apart(start), take_apart(last.plain)


def joined_cuts(words: Sequence[Word]) -> Iterator[Word]:
    """'xkhanh', 'cvliem', unless it might be read as a word."""
    *firsts, last = (word.plain for word in words)
    if firsts and not last.isdigit() and len(last) > 1:
        for start in _starts(firsts[0]):
            joined = start + "".join(word[:1] for word in firsts[1:]) + last
            if not SYLLABLE.fullmatch(joined) and joined[0] != joined[1]:  # 'tthanh' is 'thanh' with a slip
                yield take_apart(joined)


def _starts(word: str) -> Iterator[str]:
    """'thoi' -> t, th; of a word that begins with a vowel nothing, for 'a. Khánh' is somebody."""
    if onset := _ONSET.match(word):
        yield from dict.fromkeys((word[0], onset[0]))
