"""Finds the names in a text: what is surely spelled first, then guesses in what is left."""

from collections.abc import Iterator, Sequence

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.guesses import Guesses
from routing.places.index import How, NameIndex
from routing.places.mentions import Mention, is_torn
from routing.places.names import Name


class Finder:
    """Finds mentions, none overlapping: sure ones first, the longest first; weaker ones only in what is left."""

    def __init__(self, index: NameIndex, ordinary: frozenset[str]) -> None:
        self._index = index
        self._guesses = Guesses(index, ordinary)

    def mentions(self, words: Sequence[Word], *, spoken: bool = False) -> list[Mention]:
        """`spoken`: a whole answer of ordinary words may be a misheard name, such as 'minh kiều'."""
        found = list(self._sure(words))
        taken = {at for mention in found for at in range(mention.start, mention.end)}
        found.extend(self._guesses.other_marks(words, taken))
        beside = {at for mention in found for at in (mention.start - 1, mention.end)} if spoken else set()
        if spoken and not any(word in say.AT for word in words):
            beside.update(range(len(words)))
        found.extend(self._guesses.by_ear_or_slip(words, taken, beside))
        return sorted(found, key=lambda mention: mention.start)

    def _sure(self, words: Sequence[Word]) -> Iterator[Mention]:
        at = 0
        while at < len(words):
            starts = at == 0 or (words[at - 1].plain, words[at].plain) not in say.PHRASES
            mention = self._sure_at(words, at) if starts else None
            if mention:
                yield mention
            at = mention.end if mention else at + 1

    def _sure_at(self, words: Sequence[Word], at: int) -> Mention | None:
        for size in range(min(self._index.longest_from(words[at].plain), len(words) - at), 0, -1):
            run = words[at : at + size]
            if names := [name for name in self._fitting(run) if not is_torn(run)]:
                return Mention(at, at + size, tuple(names), _how(run, names))
        joined = tuple(self._index.joined(words[at]))
        return Mention(at, at + 1, joined, How.JOINED) if joined else None

    def _fitting(self, run: Sequence[Word]) -> Iterator[Name]:
        for name in self._index.spelled(run):
            is_alias = len(run) == 1 and name.area.district  # 'nkiều' for the alias nkieu
            if is_alias or all(word.could_be(known) for word, known in zip(run, name.words, strict=True)):
                yield name


def _how(run: Sequence[Word], names: Sequence[Name]) -> How:
    if any(word.mended for word in run):
        return How.MENDED
    if all(name.is_short or name.is_cut for name in names):
        return How.SHORT
    exact = any(all(a.is_marked == b.is_marked for a, b in zip(run, name.words, strict=True)) for name in names)
    return How.EXACT if exact else How.UNMARKED
