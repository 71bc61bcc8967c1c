"""Who is where, and when: of several places in one message, the one where the child is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.mentions import Mention


class Bearing(IntEnum):
    """How much a place tells about where the child is; the highest counts."""

    NOT_THERE = 0
    OTHER_ADULT = 1
    GROWN_SPEAKER = 2
    STUDY = 3
    HOME = 4
    THERE = 5
    NOW = 6


@dataclass(frozen=True)
class Whereabouts:
    clauses: Clauses

    def bearing(self, mention: Mention) -> Bearing:
        words = self.clauses.clause_before(mention)
        who = _who(words)
        if who is Bearing.OTHER_ADULT:
            return who
        if words and words[-1].plain == "di":
            who = min(who, Bearing.STUDY)
        now, elsewhere = self._now(mention, words), _was_or_will_be(words)
        if max(now, elsewhere) < 0:
            return who
        return Bearing.NOW if now > elsewhere else Bearing.NOT_THERE

    def is_denied(self, mention: Mention) -> bool:
        """'không phải Ô Môn', 'hổng có ở Ô Môn nữa', 'Ô Môn hổng phải, …'."""
        if self._is_denied_after(mention):
            return True
        words = list(self.clauses.before(mention, 6))
        if self.clauses.words[mention.start].after_break:
            return False
        while words and (words[-1] in say.CONNECTORS or words[-1].plain in {"la", "o", "tai", "ben"}):
            if words.pop() in say.AFTER_NOT and words and words[-1] in say.NOT:
                return True
        if len(words) > 1 and words[-1] in say.TO and words[-2].plain == "chua":  # 'chưa tới Ninh Kiều'
            return True
        passed = False
        while words and words[-1] in say.AFTER_NOT:
            words.pop()
            passed = True
        return bool(words) and words[-1] in say.NOT and (passed or words[-1].plain in {"not", "isn"})

    def _is_denied_after(self, mention: Mention) -> bool:
        after = self.clauses.after(mention, 3)
        denies = len(after) > 1 and after[0] in say.NOT and not after[0].after_break and after[1].plain == "phai"
        return denies and len(after) > 2 and after[2].after_break

    def _now(self, mention: Mention, words: Sequence[Word]) -> int:
        """Where the last cue stands that it is now so: 'đang ở', 'chở con qua … rồi', '… now'; -1 if there is none."""
        after = self.clauses.after(mention)
        arrived = bool(words) and words[-1] in say.CARRIED
        if after and (after[0].plain == "now" or (arrived and after[0].plain == "roi" and not after[0].after_break)):
            return len(words)
        if arrived and not say.FUTURE.any_of(words) and any(word.plain in _CARRIERS for word in words):
            return len(words)
        cue = max((at for at, word in enumerate(words) if word in say.NOW), default=-1)
        is_renaming = any(word.plain in {"la", "keu"} for word in words[cue:])
        return -1 if is_renaming else cue


_CARRIERS = frozenset({"dem", "cho", "bat", "dua", "dan", "dat", "don", "bi"})


def _who(words: Sequence[Word]) -> Bearing:
    """Whose place it is, by the person named last before it."""
    at = len(words) - 1
    while at >= 0:
        if not _is_person(words[at]):
            at -= 1
            continue
        first = at
        while first > 0 and (_is_person(words[first - 1]) or _is_rank_of_kin(words, first - 1)):
            first -= 1
        if first > 0 and words[first - 1] in say.OF_SOMEBODY and not _only_speaker(words[first : at + 1]):
            at = first - 1
            continue
        before = words[first - 1] if first else None
        people = words[first : at + 1]
        if before is not None and before.plain in _ADDRESSING and people[-1] in say.SPEAKERS:
            people, before = people[-1:], None
        return _bearing_of(people, before, words[at + 1 :])
    return _by_purpose(words)


def _is_rank_of_kin(words: Sequence[Word], at: int) -> bool:
    """'chú hai con', 'cô út em'."""
    return at > 0 and words[at].plain in {"hai", "tu", "nam", "sau", "bay", "ut", "ho"} and _is_person(words[at - 1])


_ADDRESSING = frozenset({"thua", "da", "chao", "alo", "lo"})
"""'Dạ thưa cô con ở …' is not about the child's aunt."""


def _is_person(word: Word) -> bool:
    return word in say.SPEAKERS or word in say.ADULTS or word in say.CHILDREN


def _only_speaker(people: Sequence[Word]) -> bool:
    return all(word in say.SPEAKERS for word in people)


def _bearing_of(people: Sequence[Word], before: Word | None, then: Sequence[Word]) -> Bearing:
    """'ba con', 'cháu nội tôi', 'nhà con', 'con'."""
    if _only_speaker(people):
        if people[-1] in say.GROWN_SPEAKERS and len(people) == 1:
            return Bearing.GROWN_SPEAKER
        if before is not None and before in say.HOME:
            return Bearing.HOME
        return _by_purpose([*([before] if before else []), *then])
    if say.CHILDREN.any_of(people) or (before is not None and before.plain == "la"):
        return Bearing.THERE
    return Bearing.OTHER_ADULT if say.LIVES.any_of(then) else Bearing.THERE


def _by_purpose(words: Sequence[Word]) -> Bearing:
    if say.HOME.any_of(words):
        return Bearing.HOME
    return Bearing.STUDY if say.STUDY.any_of(words) else Bearing.THERE


def _was_or_will_be(words: Sequence[Word]) -> int:
    """Where the last cue stands that the child has left, never was there, or is yet to come; -1 if there is none."""
    return max((at for at, word in enumerate(words) if _points_away(word, words[:at], words[at + 1 :])), default=-1)


def _points_away(word: Word, before: Sequence[Word], then: Sequence[Word]) -> bool:
    if word in say.ORIGIN:
        at_home = word.plain == "que" and bool(before) and (before[-1] in say.AT or before[-1] in say.MOTION)
        return not at_home and not say.CALLING.any_of(before) and word.plain != "from"
    if word in say.PAST:
        return any(later.plain in {"o", "in"} for later in then)
    return (word.plain == "nguoi" and not then) or (word in say.FUTURE and say.MOTION.any_of(then))
