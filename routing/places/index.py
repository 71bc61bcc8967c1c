"""Every spelling of every name, and which a run of words may be, from the surest kind of match to the weakest."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import IntEnum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.names import Name, Rank
from routing.places.sounds import sound_of

_SHORTEST_JOINED = 4
_SHORTEST_TYPO, _SHORTEST_LANDMARK_TYPO, _SHORTEST_TWO_TYPOS = 6, 9, 11
_CALLS = frozenset(f"{person}oi" for person in say.PERSONS)
"""'anhoi' is 'anh ơi' before it is An Hội."""

_WEAK_RANKS = frozenset({Rank.DISTRICT, Rank.WARD, Rank.CITY})


class How(IntEnum):
    """The kind of a match, the surest first."""

    EXACT = 1
    UNMARKED = 2
    JOINED = 3
    MENDED = 4
    SHORT = 5
    OTHER_MARKS = 6
    SOUND = 7
    TYPO = 8

    @property
    def is_weak(self) -> bool:
        return self >= How.OTHER_MARKS

    @property
    def label(self) -> str:
        return self.name.lower().replace("_", " ")


class NameIndex:
    def __init__(self, names: Iterable[Name]) -> None:
        self._by_words: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._by_sounds: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._joined: dict[str, list[Name]] = defaultdict(list)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._lengths: dict[str, int] = {}
        for name in names:
            self._add(name)
        self._brief = [
            joined
            for joined, named in self._joined.items()
            if len(joined) < _SHORTEST_TYPO and any(name.is_full and name.area.rank is Rank.DISTRICT for name in named)
        ]
        self._typo_choices = {length: self._near(length) for length in range(_SHORTEST_TYPO - 1, 22)}

    @property
    def joined_names(self) -> Collection[str]:
        """Those that may be found within a longer run of letters."""
        return [joined for joined, names in self._joined.items() if len(joined) > 4 or not names[0].is_cut]

    @property
    def syllables(self) -> set[str]:
        return {word for words in self._by_words for word in words}

    def longest_from(self, plain: str) -> int:
        """How many words the longest name has that begins with this one."""
        return self._lengths.get(plain, 0)

    def spelled(self, words: Sequence[Word]) -> list[Name]:
        """Names that the words spell, marks apart."""
        return self._by_words.get(tuple(word.plain for word in words), [])

    def joined(self, word: Word) -> list[Name]:
        return self._joined.get(word.plain, [])

    def shifted(self, words: Sequence[Word]) -> list[Name]:
        """Names of these very letters with the spaces elsewhere."""
        names = self._joined.get("".join(word.plain for word in words), [])
        return [] if self.spelled(words) else [name for name in names if not name.is_cut]

    def sounding(self, words: Sequence[Word]) -> list[Name]:
        names = self._by_sounds.get(tuple(sound_of(word.plain) for word in words), [])
        return [name for name in names if all(map(_same_d, words, name.words))]

    def nearly(self, joined: str) -> list[Name]:
        """Districts with a name too short for `mistyped` that differ in one letter, such as 'Ô Môn'."""
        found = process.extract(joined, self._brief, scorer=OSA.distance, score_cutoff=1)
        return [name for each, _, _ in found for name in self._joined[each]]

    def mistyped(self, joined: str) -> list[Name]:
        """Names that differ in one letter, or two swapped; in two if the name is long."""
        choices = self._typo_choices.get(len(joined))
        if not choices:
            return []
        limit = 2 if len(joined) >= _SHORTEST_TWO_TYPOS else 1
        found = process.extract(joined, choices, scorer=OSA.distance, score_cutoff=limit, limit=12)
        least = min((distance for _, distance, _ in found), default=0)
        return [name for each, distance, _ in found if distance == least for name in self._joined[each]]

    def _add(self, name: Name) -> None:
        plain = tuple(word.plain for word in name.words)
        self._by_words[plain].append(name)
        self._lengths[plain[0]] = max(self._lengths.get(plain[0], 0), len(plain))
        joined = "".join(plain)
        if len(plain) > 1 and (name.is_cut or len(joined) >= _SHORTEST_JOINED) and joined not in _CALLS:
            shortest = _SHORTEST_LANDMARK_TYPO if name.area.rank is Rank.LANDMARK else _SHORTEST_TYPO
            if joined not in self._joined and len(joined) >= shortest and not name.is_cut:
                self._by_length[len(joined)].append(joined)
            self._joined[joined].append(name)
            if name.area.rank in _WEAK_RANKS and not name.is_cut:
                self._by_sounds[tuple(map(sound_of, plain))].append(name)

    def _near(self, length: int) -> list[str]:
        spread = 2 if length >= _SHORTEST_TWO_TYPOS else 1
        return [joined for near in range(length - spread, length + spread + 1) for joined in self._by_length[near]]


def _same_d(heard: Word, known: Word) -> bool:
    """'đ' sounds like nothing else, though without marks it is written like 'd': 'phòng riêng' is not Phong Điền."""
    if known.vowels[0] == "đ":
        return heard.plain[0] == "d"
    return heard.vowels[0] != "đ"
