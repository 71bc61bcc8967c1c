"""Who is where, and when: of several places in one message, the one where the child is now."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.households import speaks_of_herself
from routing.places.mentions import Mention
from routing.places.times import is_former
from routing.places.who import Bearing, is_person, who_is_meant


@dataclass(frozen=True)
class Whereabouts:
    clauses: Clauses

    def bearing(self, mention: Mention) -> Bearing:
        words = self.clauses.clause_before(mention)
        who = Bearing.THERE if _is_on_the_way(words) else who_is_meant(words)
        if who is Bearing.OTHER_ADULT and speaks_of_herself(words, self.clauses.after(mention, 2)):
            who = Bearing.GROWN_SPEAKER
        if who is Bearing.OTHER_ADULT or _is_on_the_way(words):
            return who
        if len(words) > 1 and words[-1].plain == "di":  # but 'từ Ô Môn đi Thốt Nốt'
            who = min(who, Bearing.STUDY)
        if who is Bearing.HOME and is_former(self.clauses, mention):  # which part of the new unit is meant
            who = Bearing.THERE
        return Bearing.NOW if self._happens_there(mention, words, who) else self._in_time(mention, words, who)

    def _happens_there(self, mention: Mention, words: Sequence[Word], who: Bearing) -> bool:
        """'cháu tôi ở Cờ Đỏ bị đánh', 'học ở Ô Môn, … đang ở trường'."""
        is_hurt = say.CHILDREN.any_of(words) and say.HURT.any_of(self._rest_of_clause(mention))
        return is_hurt or (who is Bearing.STUDY and self.clauses.is_at_school)

    def _in_time(self, mention: Mention, words: Sequence[Word], who: Bearing) -> Bearing:
        now, elsewhere = self._now(mention, words), _was_or_will_be(words)
        if max(now, elsewhere) < 0:
            return who
        if who is Bearing.GROWN_SPEAKER and now > elsewhere:
            return Bearing.GROWN_NOW
        return Bearing.NOW if now > elsewhere else Bearing.NOT_THERE

    def is_denied(self, mention: Mention) -> bool:
        """'không phải Ô Môn', 'hổng có ở Ô Môn nữa', 'Ô Môn hổng phải, …'."""
        if self._is_denied_after(mention) or _is_forbidden(self.clauses.clause_before(mention)):
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
        is_wrong = _WRONG.match(" ".join(word.plain for word in self.clauses.after(mention, 5))) is not None
        return is_wrong or (denies and len(after) > 2 and after[2].after_break)

    def _now(self, mention: Mention, words: Sequence[Word]) -> int:
        """Where the last cue stands that it is now so: 'đang ở', 'chở con qua … rồi', '… now'; -1 if there is none."""
        after = self.clauses.after(mention)
        arrived = bool(words) and words[-1] in say.CARRIED
        if after and not after[0].after_break and (after[0] in say.AFTER_NOW or (arrived and after[0].plain == "roi")):
            return len(words)
        if arrived and not say.FUTURE.any_of(words) and any(word.plain in _CARRIERS for word in words):
            return len(words)
        cue = max((at for at, word in enumerate(words) if _is_now(word, words[:at])), default=-1)
        is_renaming = any(word.plain in {"la", "keu"} for word in words[cue:])
        return -1 if is_renaming else cue

    def _rest_of_clause(self, mention: Mention) -> Sequence[Word]:
        return self.clauses.words[mention.end : self.clauses.clause(mention).stop]


_WRONG = re.compile(
    r"(?:la |bi )?(?:(?:ho|no|nguoi ta) )?(?:sai|noi bay|xao|noi doi|noi xao|noi lao|khong dung|ko dung|nham|lon)\b"
    r"(?! (?:gon|rang|xon))"
)
"""'họ nói con ở Thốt Nốt là sai'."""


def _is_now(word: Word, before: Sequence[Word]) -> bool:
    return word in say.NOW or (word in say.HIDES and not say.FUTURE.any_of(before))


def _is_on_the_way(words: Sequence[Word]) -> bool:
    """'đang chạy từ Ô Môn …', 'trên xe từ …' leave open how far."""
    return (
        len(words) > 2
        and words[-1].plain == "tu"
        and (words[-2] in say.MOTION or words[-2] in say.ROADS)
        and (say.STILL.any_of(words[-6:-2]) or words[-3].plain == "tren")
    )


def _is_forbidden(words: Sequence[Word]) -> bool:
    """'đừng gọi Ninh Kiều', 'đừng báo về công an Cờ Đỏ': not 'đừng gọi ba con ở …'."""
    last = max((at for at, word in enumerate(words) if word in say.DO_NOT), default=len(words))
    rest = words[last + 1 :]
    return bool(rest) and rest[0] in say.REPORTING and all(word in say.REPORTED_TO for word in rest[1:])


_CARRIERS = frozenset({"dem", "cho", "bat", "dua", "dan", "dat", "don", "bi"})


def _was_or_will_be(words: Sequence[Word]) -> int:
    """Where the last cue stands that the child has left, never was there, or is yet to come; -1 if there is none."""
    return max((at for at, word in enumerate(words) if _points_away(word, words[:at], words[at + 1 :])), default=-1)


def _points_away(word: Word, before: Sequence[Word], then: Sequence[Word]) -> bool:
    if word in say.ORIGIN:
        if word.plain == "tu" and before and is_person(before[-1]):  # 'ông tư'
            return bool(word.tone)
        at_home = word.plain == "que" and bool(before) and (before[-1] in say.AT or before[-1] in say.MOTION)
        return not at_home and not say.CALLING.any_of(before) and word.plain != "from"
    earlier = before[-1].plain if before else ""
    if (word in say.PAST and not (word.plain == "hoi" and any(one.plain in _ASKING for one in before[-2:]))) or (
        word.plain == "qua" and earlier in _SPANS_OF_TIME
    ):
        return any(later.plain in {"o", "in"} for later in then)
    if word in say.FUTURE or (word.plain == "sau" and earlier in _SPANS_OF_TIME):
        return say.MOTION.any_of(then)
    is_born = word.plain == "sinh" and bool(then) and then[0].plain == "ra"
    return is_born or (word.plain == "nguoi" and not then)


_ASKING = frozenset({"cho", "xin", "muon", "can", "nho", "de"})
"""'cho hỏi' typed without marks is not 'hồi'."""
_SPANS_OF_TIME = frozenset({"hom", "ngay", "bua", "tuan", "thang", "nam", "he"})
