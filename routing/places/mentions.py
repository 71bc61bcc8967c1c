"""Where a text names something: runs of words and the names that they may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.index import LONGEST_NAME, How, NameIndex
from routing.places.names import Area, Name, Rank


@dataclass(frozen=True)
class Mention:
    """Words start..end of a text, and every area that goes by that name."""

    start: int
    end: int
    names: tuple[Name, ...]
    how: How

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        return tuple(name.area for name in self.names)

    @cached_property
    def ranks(self) -> frozenset[Rank]:
        return frozenset(area.rank for area in self.areas)

    @property
    def plain(self) -> str:
        return self.names[0].plain

    @property
    def is_district(self) -> bool:
        return Rank.DISTRICT in self.ranks

    @property
    def is_city(self) -> bool:
        return Rank.CITY in self.ranks

    @property
    def is_elsewhere(self) -> bool:
        """Whether the words name nothing in the city's districts."""
        return self.ranks == {Rank.ELSEWHERE}

    @cached_property
    def is_short(self) -> bool:
        return all(name.is_short for name in self.names)


class Finder:
    """Finds mentions, none overlapping: sure ones first, the longest first; weaker ones only in what is left."""

    def __init__(self, index: NameIndex, ordinary: frozenset[str]) -> None:
        self._index = index
        self._ordinary = ordinary

    def mentions(self, words: Sequence[Word], *, spoken: bool = False) -> list[Mention]:
        """`spoken`: a whole answer of ordinary words may be a misheard name, such as 'minh kiều'."""
        found = list(self._sure(words))
        taken = {at for mention in found for at in range(mention.start, mention.end)}
        found.extend(self._other_marks(words, taken))
        beside = {at for mention in found for at in (mention.start - 1, mention.end)} if spoken else set()
        if spoken and not any(word in say.AT for word in words):
            beside.update(range(len(words)))
        found.extend(self._by_ear_or_slip(words, taken, beside))
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
            if names := [name for name in self._fitting(run) if not _is_torn(run)]:
                return Mention(at, at + size, tuple(names), _how(run, names))
        joined = tuple(self._index.joined(words[at]))
        return Mention(at, at + 1, joined, How.JOINED) if joined else None

    def _fitting(self, run: Sequence[Word]) -> Iterator[Name]:
        for name in self._index.spelled(run):
            is_alias = len(run) == 1 and name.area.district  # 'nkiều' for the alias nkieu
            if is_alias or all(word.could_be(known) for word, known in zip(run, name.words, strict=True)):
                yield name

    def _other_marks(self, words: Sequence[Word], taken: set[int]) -> Iterator[Mention]:
        """'thời lai': the letters of a name under marks that are not its own."""
        for run, at in _runs(words, taken, range(LONGEST_NAME, 1, -1), self._index):
            if names := tuple(self._index.spelled(run)):
                yield Mention(at, at + len(run), names, How.OTHER_MARKS)
                taken.update(range(at, at + len(run)))

    def _by_ear_or_slip(self, words: Sequence[Word], taken: set[int], unguarded: set[int]) -> Iterator[Mention]:
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
        if _is_torn(run) or run[0].plain in say.KIND_LETTERS:
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


def _runs(
    words: Sequence[Word], taken: set[int], sizes: range, index: NameIndex
) -> Iterator[tuple[Sequence[Word], int]]:
    for at, word in enumerate(words):
        longest = index.longest_from(word.plain)
        for size in sizes:
            run = words[at : at + size]
            if size <= longest and len(run) == size and taken.isdisjoint(range(at, at + size)) and not _is_torn(run):
                yield run, at


def _is_torn(run: Sequence[Word]) -> bool:
    """Whether a comma or full stop stands within: 'tên Bình, má tên Thủy' names no place."""
    return any(word.after_break and not word.after_dot for word in run[1:])


def _how(run: Sequence[Word], names: Sequence[Name]) -> How:
    if any(word.mended for word in run):
        return How.MENDED
    if all(name.is_short or name.is_cut for name in names):
        return How.SHORT
    exact = any(all(a.is_marked == b.is_marked for a, b in zip(run, name.words, strict=True)) for name in names)
    return How.EXACT if exact else How.UNMARKED
