"""A text with the names found in it, and what stands around each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from routing.places import vocabulary as say
from routing.places.doubts import is_between, is_unsure, takes_turns
from routing.places.fold import Word
from routing.places.mentions import Mention

_NO_WORD = re.compile("[bcdghjklmnpqrstvxz]{1,3}")
_TWO_NAMES = 5


@dataclass(frozen=True)
class Clauses:
    words: Sequence[Word]
    mentions: Sequence[Mention]

    def before(self, mention: Mention, count: int = 1) -> Sequence[Word]:
        """Words right before a mention, the last of them nearest."""
        return self.words[max(mention.start - count, 0) : mention.start]

    def after(self, mention: Mention, count: int = 1) -> Sequence[Word]:
        return self.words[mention.end : mention.end + count]

    def clause(self, mention: Mention) -> range:
        """The words between the commas or full stops around a mention."""
        first = bisect_right(self._breaks, mention.start) - 1
        last = bisect_left(self._breaks, mention.end, lo=first + 1)
        return range(self._breaks[first], self._breaks[last])

    @cached_property
    def _breaks(self) -> list[int]:
        inside = (at for at, word in enumerate(self.words) if word.after_break and at > 0)
        return [0, *inside, max(len(self.words), 1)]

    def clause_before(self, mention: Mention, count: int = 8) -> Sequence[Word]:
        """The words of the clause before a mention and after the mention before that."""
        first = max(self.clause(mention).start, mention.start - count, self._end_before(mention))
        return self.words[first : mention.start]

    def is_bare(self, mention: Mention) -> bool:
        """Whether the clause says nothing but names and small words: 'dạ con ở Ô Môn'."""
        return all(self._says_nothing(at, mention) for at in self.clause(mention) if at not in self.named)

    def _says_nothing(self, at: int, mention: Mention) -> bool:
        """Small words, letters like 'nn', and whom one talks to: 'Thới Hòa nha chú công an'."""
        return (
            self.words[at] in say.FILLERS
            or _NO_WORD.fullmatch(self.words[at].plain) is not None
            or (at > mention.end and self.words[at] in say.ADDRESSED)
        )

    @cached_property
    def named(self) -> frozenset[int]:
        return frozenset(at for mention in self.mentions for at in range(mention.start, mention.end))

    def touches_another(self, mention: Mention) -> bool:
        """'Trung Kiên Thốt Nốt', 'Thốt Nốt, phường Thuận An'."""
        at = bisect_left(self._starts, mention.start)
        pairs = pairwise(self.mentions[max(at - 1, 0) : at + 2])
        return any(self._supports(second if first is mention else first, first, second) for first, second in pairs)

    def _supports(self, other: Mention, first: Mention, second: Mention) -> bool:
        return first.plain != second.plain and not other.how.is_weak and self._only_connectors(first, second)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def _only_connectors(self, first: Mention, second: Mention) -> bool:
        return all(
            word in say.CONNECTORS or word in say.OR or word.plain == "la" or (word in say.AND and self._is_between)
            for word in self.between(first, second)
        )

    def between(self, first: Mention, second: Mention) -> Sequence[Word]:
        return self.words[first.end : second.start]

    @cached_property
    def is_shouted(self) -> bool:
        """Capitals say nothing where everything has them, unless that is but two names: 'Chung Kiên Thốt Nốt'."""
        return all(word.capital for word in self.words) and not (self._is_brief and self._is_in_title_case)

    @property
    def _is_brief(self) -> bool:
        return len(self.words) <= _TWO_NAMES

    @property
    def _is_in_title_case(self) -> bool:
        return not any(word.text.isupper() for word in self.words if len(word.text) > 1)

    @cached_property
    def is_marked(self) -> bool:
        """Whether the sender types marks; then 'qua' is 'qua', not 'quá'."""
        return any(word.is_marked for at, word in enumerate(self.words) if at not in self.named)

    @cached_property
    def is_in_doubt(self) -> bool:
        """'hình như', 'con không biết … hay …': nobody who writes so can be held to one of several places."""
        return say.DOUBT.any_of(self.words) or is_unsure(self.shape)

    @cached_property
    def _is_between(self) -> bool:
        return is_between(self.shape)

    @cached_property
    def takes_turns(self) -> bool:
        return takes_turns(self.shape)

    @cached_property
    def shape(self) -> str:
        """The words without marks, '@' for each name, ',' for each pause: 'từ Ô Môn, rồi' is 'tu @ , roi'."""
        starts = frozenset(self._starts)
        signs = (
            (", " if word.after_break else "") + ("@" if at in starts else word.plain)
            for at, word in enumerate(self.words)
            if at in starts or at not in self.named
        )
        return " ".join(signs)

    def is_capital(self, mention: Mention) -> bool:
        return all(word.capital for word in self.words[mention.start : mention.end]) and not self.is_shouted

    def _end_before(self, mention: Mention) -> int:
        at = bisect_left(self._starts, mention.start)
        return self.mentions[at - 1].end if at else 0
