"""Whether a name in a text really is where the child is: the words around it decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.names import Mention

_NEAR = 4
_LONGEST_ABBREVIATION = 3


@dataclass(frozen=True)
class Context:
    """A text with the names found in it."""

    words: Sequence[Word]
    mentions: Sequence[Mention]

    @cached_property
    def is_bare(self) -> bool:
        """Whether the text says nothing but names: 'dạ con ở Ô Môn'."""
        inside = {at for mention in self.mentions for at in range(mention.start, mention.end)}
        return all(word in say.FILLERS for at, word in enumerate(self.words) if at not in inside)

    def is_meant(self, mention: Mention) -> bool:
        """A district's name is enough unless it is an ordinary word or an abbreviation; the rest needs a sign."""
        if mention.key in say.ORDINARY:
            return self._has_kind(mention) or (not self._gives_away(mention) and self._is_placed(mention))
        speaks_for_itself = bool(mention.districts) and len(mention.key) > _LONGEST_ABBREVIATION
        return speaks_for_itself or (self._is_placed(mention) and not self._is_someone_or_street(mention))

    def is_denied(self, mention: Mention) -> bool:
        """'không phải Ô Môn', 'không ở quận Ô Môn'."""
        before = self._before(mention, 4)
        return any(word in say.NOT and after in say.AFTER_NOT for word, after in pairwise(before))

    def is_now(self, mention: Mention) -> bool:
        """'giờ con đang ở bệnh viện Ô Môn', but not when it is somebody else who is there."""
        clause = self.words[max(self._end_before(mention), mention.start - 6) : mention.start]
        cues = [at for at, word in enumerate(clause) if word in say.NOW]
        return bool(cues) and not say.OTHER_PEOPLE.any_of(clause[: cues[0]])

    def _is_placed(self, mention: Mention) -> bool:
        return (
            self.is_bare
            or say.BEFORE_A_PLACE.any_of(self._before(mention, 1))
            or say.AFTER_A_PLACE.any_of(self._after(mention, 1))
            or self._touches_another(mention)
            or (bool(mention.districts or None in mention.owners) and self._is_capitalised(mention))
        )

    def _is_someone_or_street(self, mention: Mention) -> bool:
        before = self._before(mention, 1)
        return say.PERSONS.any_of(before) or say.STREETS_AND_SCHOOLS.any_of(before)

    def _has_kind(self, mention: Mention) -> bool:
        return say.KINDS.any_of(self._before(mention, 1))

    def _gives_away(self, mention: Mention) -> bool:
        near = [*self._before(mention, _NEAR), *self._after(mention, _NEAR)]
        return say.ORDINARY[mention.key].any_of(near)

    def _is_capitalised(self, mention: Mention) -> bool:
        """Capitals say something only in a text that does not capitalise everything."""
        named = self.words[mention.start : mention.end]
        return all(word.capital for word in named) and not self._all_capitals

    def _touches_another(self, mention: Mention) -> bool:
        """'Trung Kiên Thốt Nốt', 'Thốt Nốt, phường Thuận An'."""
        return mention.end in self._starts or mention.start in self._ends

    @cached_property
    def _starts(self) -> frozenset[int]:
        return frozenset(mention.start for mention in self.mentions)

    @cached_property
    def _ends(self) -> frozenset[int]:
        return frozenset(mention.end for mention in self.mentions)

    @cached_property
    def _all_capitals(self) -> bool:
        return all(word.capital for word in self.words)

    def _end_before(self, mention: Mention) -> int:
        return max((end for end in self._ends if end <= mention.start), default=0)

    def _before(self, mention: Mention, count: int) -> Sequence[Word]:
        return self.words[max(mention.start - count, 0) : mention.start]

    def _after(self, mention: Mention, count: int) -> Sequence[Word]:
        return self.words[mention.end : mention.end + count]
