"""Names that a text may mean though it spells them otherwise: other marks, by ear, or by a slip of the thumb."""

import re
from collections.abc import Iterator, Sequence

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.index import LONGEST_NAME, How, NameIndex
from routing.places.mentions import Mention, is_torn

_SYLLABLE = re.compile("(?:ngh?|[cgknpt]h|[gq][iu]|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
"""One syllable is no misspelling of a name of two."""


class Guesses:
    """`ordinary` are words that no slip explains. Each guess takes its words out of those that are left."""

    def __init__(self, index: NameIndex, ordinary: frozenset[str]) -> None:
        self._index = index
        self._ordinary = ordinary

    def other_marks(self, words: Sequence[Word], taken: set[int]) -> Iterator[Mention]:
        """'thời lai': the letters of a name under marks that are not its own."""
        for run, at in _runs(words, taken, range(LONGEST_NAME, 1, -1), self._index):
            has_kind = at > 0 and words[at - 1] in say.FULL_KINDS
            names = tuple(self._index.spelled(run))
            if names and (has_kind or _spelling(run) not in say.NO_NAMES):
                yield Mention(at, at + len(run), names, How.OTHER_MARKS)
                taken.update(range(at, at + len(run)))

    def by_ear_or_slip(self, words: Sequence[Word], taken: set[int], unguarded: set[int]) -> Iterator[Mention]:
        for size in (4, 3, 2, 1):
            for at in range(len(words) - size + 1):
                places = range(at, at + size)
                if not taken.isdisjoint(places) or not self._may_be_misspelt(words, places, unguarded):
                    continue
                if mention := self._weak(words, at, size):
                    yield mention
                    taken.update(places)

    def _may_be_misspelt(self, words: Sequence[Word], places: range, unguarded: set[int]) -> bool:
        """Ordinary words are no slips, unless 'quận', 'phường' … stands before them."""
        run = words[places.start : places.stop]
        if is_torn(run) or run[0].plain in say.KIND_LETTERS or (len(run) == 1 and _SYLLABLE.fullmatch(run[0].plain)):
            return False
        if not all(word.plain in self._ordinary for word in run):
            return True
        has_kind = places.start > 0 and words[places.start - 1] in say.FULL_KINDS
        return len(run) > 1 and (has_kind or not unguarded.isdisjoint(places))

    def _weak(self, words: Sequence[Word], at: int, size: int) -> Mention | None:
        run = words[at : at + size]
        if len(run) > 1 and (names := tuple(self._index.sounding(run))):
            return Mention(at, at + len(run), names, How.SOUND)
        joined = "".join(word.plain for word in run)
        names = tuple(self._index.mistyped(joined))
        if not names and size == 2 and at > 0 and words[at - 1] in say.DISTRICT_KINDS:
            names = tuple(self._index.nearly(joined))
        return Mention(at, at + len(run), names, How.TYPO) if names else None


def _spelling(run: Sequence[Word]) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    return tuple((word.plain, word.vowels, word.tone) for word in run)


def _runs(
    words: Sequence[Word], taken: set[int], sizes: range, index: NameIndex
) -> Iterator[tuple[Sequence[Word], int]]:
    for at, word in enumerate(words):
        longest = index.longest_from(word.plain)
        for size in sizes:
            run = words[at : at + size]
            if size <= longest and len(run) == size and taken.isdisjoint(range(at, at + size)) and not is_torn(run):
                yield run, at
