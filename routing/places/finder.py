"""Finds the names in a text: what is surely spelled first, then guesses in what is left."""

from collections.abc import Iterator, Sequence

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.guesses import Guesses
from routing.places.index import How, NameIndex
from routing.places.mentions import Mention, is_torn
from routing.places.names import Name

_SHORTEST_SLIP = 3


class Finder:
    """Finds mentions, none overlapping: sure ones first, the longest first; weaker ones only in what is left."""

    def __init__(self, index: NameIndex, ordinary: frozenset[str]) -> None:
        self._index = index
        self._ordinary = ordinary
        self._guesses = Guesses(index, ordinary)

    def mentions(self, words: Sequence[Word], *, spoken: bool = False) -> list[Mention]:
        """`spoken`: a whole answer of ordinary words may be a misheard name, such as 'minh kiều'."""
        found = list(self._sure(words))
        taken = {at for mention in found for at in range(mention.start, mention.end)}
        expected = set(_expected(words, found, anywhere=spoken))
        found.extend(self._guesses.other_marks(words, taken, expected))
        heard = set(_expected(words, found, anywhere=True)) if spoken else frozenset[int]()
        found.extend(self._guesses.by_ear_or_slip(words, taken, heard))
        return sorted(found, key=lambda mention: mention.start)

    def _sure(self, words: Sequence[Word]) -> Iterator[Mention]:
        at = 0
        while at < len(words):
            starts = at == 0 or (words[at - 1].plain, words[at].plain) not in say.PHRASES
            mention = (self._sure_at(words, at) or self._shifted_at(words, at)) if starts else None
            if mention:
                yield mention
            at = mention.end if mention else at + 1

    def _sure_at(self, words: Sequence[Word], at: int) -> Mention | None:
        for size in range(min(self._index.longest_from(words[at].plain), len(words) - at), 0, -1):
            run = words[at : at + size]
            if names := [name for name in self._fitting(run) if not is_torn(run)]:
                return self._longer(words, at, size) or Mention(at, at + size, tuple(names), _how(run, names))
        joined = tuple(self._index.joined(words[at]))
        return Mention(at, at + 1, joined, How.JOINED) if joined else None

    def _longer(self, words: Sequence[Word], at: int, size: int) -> Mention | None:
        """'Thới An Đôn' is Thới An Đông with a slip, not Thới An."""
        run = words[at : at + size + 1]
        if len(run) == size or len(run[-1].plain) < _SHORTEST_SLIP or run[-1].plain in self._ordinary or is_torn(run):
            return None
        start = [word.plain for word in run[:-1]]
        near = self._index.mistyped("".join(word.plain for word in run))
        names = tuple(name for name in near if _goes_on_from(name, start))
        return Mention(at, at + size + 1, names, How.TYPO) if names else None

    def _shifted_at(self, words: Sequence[Word], at: int) -> Mention | None:
        """'thố tnốt', 'ninhk ieu': the space a letter too early or too late."""
        for size in (3, 2):
            run = words[at : at + size]
            names = self._index.shifted(run)
            if names and len(run) == size and not is_torn(run) and any(w.plain not in self._ordinary for w in run):
                return Mention(at, at + size, tuple(names), How.MENDED)
        return None

    def _fitting(self, run: Sequence[Word]) -> Iterator[Name]:
        for name in self._index.spelled(run):
            is_alias = len(run) == 1 and name.area.district and not name.is_short  # 'nkiều' for the alias nkieu
            if is_alias or all(word.could_be(known) for word, known in zip(run, name.words, strict=True)):
                yield name


def _goes_on_from(name: Name, start: Sequence[str]) -> bool:
    """'Nhơn Nghĩa ngã ba' is no slip of Nhơn Nghĩa A."""
    last = name.words[-1].plain
    return [word.plain for word in name.words[: len(start)]] == start and len(last) >= _SHORTEST_SLIP


def _expected(words: Sequence[Word], found: Sequence[Mention], *, anywhere: bool) -> Iterator[int]:
    """Where a place is expected: beside a name, after 'ở', or with `anywhere` everywhere if there is no such word."""
    after_at = [at for at, word in enumerate(words, start=1) if word in say.AT or word in say.KINDS]
    yield from after_at or (range(len(words)) if anywhere else ())
    yield from (at for mention in found for at in (mention.start - 1, mention.end))


def _how(run: Sequence[Word], names: Sequence[Name]) -> How:
    if any(word.mended for word in run):
        return How.MENDED
    if all(name.is_short or name.is_cut for name in names):
        return How.SHORT
    exact = any(all(a.is_marked == b.is_marked for a, b in zip(run, name.words, strict=True)) for name in names)
    return How.EXACT if exact else How.UNMARKED
