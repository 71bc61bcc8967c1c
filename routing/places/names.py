"""An index of every name that a district or place goes by, and where a text mentions one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from routing.places.fold import Word, read_words
from routing.places.vocabulary import GLUED_KINDS, NAME_PREFIXES

_SHORTEST_GLUED = 4


@dataclass(frozen=True)
class Name:
    """One way to say one area. `district` is None for a place outside; `place` is None for a district itself."""

    words: tuple[Word, ...]
    district: str | None
    place: str | None


@dataclass(frozen=True)
class Mention:
    """Words start..end of a text, and every area that goes by that name."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def key(self) -> str:
        return " ".join(word.plain for word in self.names[0].words)

    @property
    def districts(self) -> frozenset[str]:
        """Districts that the words name by their own name; a place of the same name does not count then."""
        return frozenset(name.district for name in self.names if name.district and name.place is None)

    @property
    def owners(self) -> frozenset[str | None]:
        """Districts in which the words may lie; None stands for outside."""
        return frozenset(name.district for name in self.names)


class NameIndex:
    def __init__(self, names: Iterable[Name]) -> None:
        self._by_first: dict[str, list[Name]] = {}
        self._glued: dict[str, list[Name]] = {}
        for name in names:
            self._by_first.setdefault(name.words[0].plain, []).append(name)
            glued = "".join(word.plain for word in name.words)
            if len(name.words) > 1 and len(glued) >= _SHORTEST_GLUED:
                self._glued.setdefault(glued, []).append(name)

    def mentions(self, words: Sequence[Word], *, loosely: bool = False) -> Iterator[Mention]:
        """Names in a text, from the left, the longest first, none overlapping. `loosely` disregards all marks."""
        at = 0
        while at < len(words):
            mention = self._mention_at(words, at, loosely)
            if mention:
                yield mention
            at = mention.end if mention else at + 1

    def _mention_at(self, words: Sequence[Word], at: int, loosely: bool) -> Mention | None:
        fitting = [
            name
            for name in self._by_first.get(words[at].plain, ())
            if _fits(name, words[at : at + len(name.words)], loosely)
        ]
        if fitting:
            longest = max(len(name.words) for name in fitting)
            return Mention(at, at + longest, tuple(name for name in fitting if len(name.words) == longest))
        joined = self._joined(words[at].plain)
        return Mention(at, at + 1, joined) if joined else None

    def _joined(self, word: str) -> tuple[Name, ...]:
        """Names typed as one word, such as 'cairang' or 'qninhkieu'."""
        candidates = (word, *(word.removeprefix(kind) for kind in GLUED_KINDS if word.startswith(kind)))
        return next((tuple(self._glued[rest]) for rest in candidates if rest in self._glued), ())


def name_words(text: str) -> tuple[Word, ...]:
    """The words of a name without 'Quận', 'Xã' …; a numbered one ('Quận 9') keeps them."""
    words = tuple(read_words(text))
    for prefix in NAME_PREFIXES:
        rest = words[len(prefix) :]
        if tuple(word.plain for word in words[: len(prefix)]) == prefix and rest and not rest[0].plain.isdigit():
            return rest
    return words


def _fits(name: Name, words: Sequence[Word], loosely: bool) -> bool:
    if len(words) < len(name.words):
        return False
    pairs = zip(words, name.words, strict=True)
    return all(word.plain == known.plain if loosely else word.could_be(known) for word, known in pairs)
