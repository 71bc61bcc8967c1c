"""Mends words that make no sense as typed: keys left over, teen spelling, words joined or spelled out in letters."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from routing.places.fold import Word, take_apart
from routing.places.keyboards import by_mouth, squeezed, teen, telex, vni
from routing.places.sounds import SYLLABLE

_LONGEST_JOINED = 200
_SPELLED_OUT = 4
_SHORTEST_SHUFFLED = 4
_KIND_LETTERS = frozenset("qhpx")
_ALONE = frozenset("oea")
"""Letters that are words of their own also where all is joined."""

_OPENERS = frozenset(
    {"con", "o", "em", "e", "chau", "toi", "nha", "cuu", "giup", "voi", "dang", "la"}
    | {"quan", "huyen", "phuong", "xa", "q", "h", "p", "x", "tt", "tp"}
)
"""What most often stands before a name: of two ways to cut a run of letters the one with these is likelier."""


class Speller:
    """`words` are the words worth reading into a misspelling; `ordinary` are further ones that are none themselves.

    `names` are the joined names, such as 'ninhkieu'; `fillers` what may be joined with them.
    """

    def __init__(
        self, words: Collection[str], ordinary: Collection[str], names: Collection[str], fillers: Collection[str]
    ) -> None:
        self._words = frozenset(words)
        self._known = self._words | frozenset(ordinary)
        self._names = frozenset(names)
        self._costs = dict.fromkeys(ordinary, 3) | dict.fromkeys(fillers, 2)
        self._costs = {piece: cost for piece, cost in self._costs.items() if len(piece) > 1 or piece in _ALONE}
        self._costs |= dict.fromkeys(names, 1) | dict.fromkeys(_OPENERS, 1)
        self._shuffled: dict[str, list[str]] = defaultdict(list)
        for name in sorted(words):
            if len(name) >= _SHORTEST_SHUFFLED and SYLLABLE.fullmatch(name):
                self._shuffled[_letters(name)].append(name)
        self._longest = max(map(len, names), default=0)

    def mend(self, words: list[Word]) -> Iterator[Word]:
        """The words, those that make no sense as typed replaced by what was meant."""
        words = list(_unspaced(words))
        readings = [self._readings(word) for word in words]
        for at in range(len(readings) - 1):
            readings[at], readings[at + 1] = self._naming(readings[at], readings[at + 1])
        for word, (likeliest, *_) in zip(words, readings, strict=True):
            known = likeliest.mended or word.plain in self._known
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
        if word.plain in self._known:
            return [word]
        if word.plain == "0":
            return [word, _instead_of(word, take_apart("o"))]
        meant = {each.plain: each for each in self._meant(word)}
        found = [_instead_of(word, each) for each in meant.values()]
        return [*(found or [word]), *(_instead_of(word, take_apart(each)) for each in by_mouth(word.plain))]

    def _meant(self, word: Word) -> Iterator[Word]:
        text = word.text.lower()
        likely = filter(self._is_wanted, teen(word.plain))
        readings = (*telex(text), *vni(text), *squeezed(text), *squeezed(word.plain), *likely)
        shuffled = () if SYLLABLE.fullmatch(word.plain) else self._shuffled.get(_letters(word.plain), ())
        found = (replace(take_apart(reading), capital=word.capital) for reading in (*readings, *shuffled))
        return (each for each in found if self._is_wanted(each.plain))

    def _is_wanted(self, plain: str) -> bool:
        return plain in self._words or plain in self._names

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
                cost = self._costs.get(piece)
                if before is None or cost is None or (start and piece in _KIND_LETTERS):
                    continue
                cost += before[0]
                current = best[end]
                if current is None or cost < current[0]:
                    best[end] = (cost, [*before[1], piece], before[2] or piece in self._names)
        last = best[-1]
        return last[1] if last and last[2] else None


def _letters(plain: str) -> str:
    """The same for 'toth' and 'thot'; the first letter stays where it is."""
    return plain[:1] + "".join(sorted(plain[1:]))


def _instead_of(word: Word, meant: Word) -> Word:
    return replace(
        meant,
        after_break=word.after_break,
        after_dot=word.after_dot,
        capital=word.capital,
        mended=True,
        typed=word.plain,
    )


def _unspaced(words: Sequence[Word]) -> Iterator[Word]:
    """'N I N H K I E U' -> one word; what is spelled out in letters has at least five."""
    for alone, run in groupby(words, lambda word: len(word.plain) == 1 and word.plain.isalpha()):
        letters = list(run)
        if not alone or len(letters) < _SPELLED_OUT:
            yield from letters
            continue
        yield replace(take_apart("".join(word.text for word in letters)), after_break=letters[0].after_break)
