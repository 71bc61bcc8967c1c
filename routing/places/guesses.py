"""Names that a text may mean though it spells them otherwise: other marks, by ear, or by a slip of the thumb."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from routing.places import vocabulary as say
from routing.places.everyday import NO_NAMES
from routing.places.fold import Word
from routing.places.index import How, NameIndex
from routing.places.mentions import Mention, is_torn
from routing.places.names import Name, Rank
from routing.places.sounds import SYLLABLE

Ranks = frozenset[Rank]
_ANY = frozenset(Rank)
_OWN = frozenset({Rank.DISTRICT, Rank.WARD})
_DISTRICT = frozenset({Rank.DISTRICT})
_NONE = Ranks()


class Guesses:
    """`ordinary` are words that no slip explains. Each guess takes its words out of those that are left.

    `expected` are the words where a place is to be expected, or where an answer may have been misheard.
    """

    def __init__(self, index: NameIndex, ordinary: frozenset[str]) -> None:
        self._index = index
        self._ordinary = ordinary

    def other_marks(self, words: Sequence[Word], taken: set[int], expected: AbstractSet[int]) -> Iterator[Mention]:
        """'thời lai': the letters of a name under marks that are not its own."""
        for places in _runs(words, taken, self._index):
            run = words[places.start : places.stop]
            unsure = self._is_ordinary(run) and not _has_kind(words, places) and expected.isdisjoint(places)
            names = _of(self._index.spelled(run), _DISTRICT if unsure else _ANY, run[-1])
            if names and (_has_kind(words, places) or not _is_everybodys(run)):
                yield Mention(places.start, places.stop, names, How.OTHER_MARKS)
                taken.update(places)

    def by_ear_or_slip(self, words: Sequence[Word], taken: set[int], heard: AbstractSet[int]) -> Iterator[Mention]:
        """`heard` are the words of a spoken answer that may be misheard."""
        for size in (4, 3, 2, 1):
            for at in range(len(words) - size + 1):
                places = range(at, at + size)
                if taken.isdisjoint(places) and (mention := self._weak(words, places, heard)):
                    yield mention
                    taken.update(places)

    def _weak(self, words: Sequence[Word], places: range, heard: AbstractSet[int]) -> Mention | None:
        run = words[places.start : places.stop]
        if _is_no_name(run):
            return None
        by_ear, by_slip = self._ranks(words, places, heard)
        if not by_ear and not by_slip:
            return None
        sounding = _of(self._sounding(run), by_ear, run[-1])
        slipped = _of(self._slipped(run, by_slip), by_slip & _OWN if sounding else by_slip, run[-1])
        names = tuple(dict.fromkeys((*sounding, *slipped)))
        return Mention(places.start, places.stop, names, How.SOUND if sounding else How.TYPO) if names else None

    def _ranks(self, words: Sequence[Word], places: range, heard: AbstractSet[int]) -> tuple[Ranks, Ranks]:
        """What a run may be by ear and by a slip: ordinary words hardly anything, but after 'quận' or in an answer."""
        run = words[places.start : places.stop]
        if not self._is_ordinary(run):
            return _ANY, _ANY
        if _has_kind(words, places):
            return _OWN, _OWN
        if _is_everybodys(run):
            return _NONE, _NONE
        if not heard.isdisjoint(places):
            return _OWN, _DISTRICT
        told = _DISTRICT if any(word in say.TELLING for word in run) else _NONE
        return told, told

    def _sounding(self, run: Sequence[Word]) -> Iterable[Name]:
        """Nothing for what was mended: that would be a guess upon a guess."""
        return self._index.sounding(run) if len(run) > 1 and not any(word.typed for word in run) else ()

    def _slipped(self, run: Sequence[Word], ranks: Ranks) -> list[Name]:
        read, typed = "".join(word.plain for word in run), "".join(word.typed or word.plain for word in run)
        found = (self._index.mistyped(each) or self._nearly(each, run, ranks) for each in dict.fromkeys((read, typed)))
        return next(filter(None, found), []) if ranks else []

    def _nearly(self, joined: str, run: Sequence[Word], ranks: Ranks) -> list[Name]:
        """'u môn', 'ô môm': of ordinary words one must be right, marks and all."""
        names = self._index.nearly(joined) if len(run) == 2 else []
        return names if ranks is not _DISTRICT else [name for name in names if _shares_a_word(name, run)]

    def _is_ordinary(self, run: Sequence[Word]) -> bool:
        """Ordinary words, or a pair of them that was joined."""
        if len(run) == 1:
            plain = run[0].plain
            cuts = ((plain[:at], plain[at:]) for at in range(2, len(plain) - 1))
            return any(one in self._ordinary and two in self._ordinary for one, two in cuts)
        return all(word.plain in self._ordinary and _is_as_typed(word) for word in run)


def _is_as_typed(word: Word) -> bool:
    """Marks left as keys ('owr') tell what was meant as well as marks do; teen spelling may leave it open."""
    return not word.typed or word.is_marked or word in say.FILLERS


def _of(names: Iterable[Name], ranks: Ranks, last: Word) -> tuple[Name, ...]:
    """Names of these ranks. A small word at the end of a run belongs to the name as it is: 'Long ạ' is no 'Long A'."""
    return tuple(name for name in names if name.area.rank in ranks and _ends_so(name, last))


def _ends_so(name: Name, last: Word) -> bool:
    known = name.words[-1]
    return (
        last not in say.FILLERS
        or bool(last.typed)
        or (last.plain == known.plain and (len(known.plain) > 1 or not last.is_marked))
    )


def _shares_a_word(name: Name, run: Sequence[Word]) -> bool:
    return any(
        word.is_marked and word.could_be(known) and known.could_be(word)
        for word, known in zip(run, name.words, strict=False)
    )


def _has_kind(words: Sequence[Word], places: range) -> bool:
    return places.start > 0 and words[places.start - 1] in say.FULL_KINDS


def _is_no_name(run: Sequence[Word]) -> bool:
    """A run with a comma or number in it, with 'quận' or 'tên' at its head, or one syllable, misspells no name."""
    first = run[0]
    is_syllable = len(run) == 1 and SYLLABLE.fullmatch(first.plain) is not None
    has_head = first.plain in say.KIND_LETTERS or first in say.FULL_KINDS or (len(run) > 2 and first in say.AT)
    return is_syllable or has_head or first.plain == "ten" or is_torn(run) or any(word.plain.isdigit() for word in run)


def _is_everybodys(run: Sequence[Word]) -> bool:
    return tuple((word.plain, word.vowels, word.tone) for word in run) in NO_NAMES


def _runs(words: Sequence[Word], taken: set[int], index: NameIndex) -> Iterator[range]:
    for at, word in enumerate(words):
        longest = index.longest_from(word.plain)
        for size in range(min(longest, len(words) - at), 1, -1):
            run = words[at : at + size]
            if taken.isdisjoint(range(at, at + size)) and not is_torn(run):
                yield range(at, at + size)
