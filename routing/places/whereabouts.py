"""Who is where, and when: of several places in one message, the one where the child is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from routing.places import vocabulary as say
from routing.places.absences import CARRIERS, was_or_will_be
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.households import speaks_of_herself
from routing.places.mentions import Mention
from routing.places.scenes import is_at_school, whose_home_now
from routing.places.times import is_former
from routing.places.who import Bearing, who_is_meant


@dataclass(frozen=True)
class Whereabouts:
    clauses: Clauses

    def bearing(self, mention: Mention) -> Bearing:
        words = self.clauses.clause_before(mention)
        who = Bearing.THERE if _is_on_the_way(words) else who_is_meant(words)
        if who is Bearing.OTHER_ADULT and speaks_of_herself(words, self.clauses.after(mention, 2)):
            who = Bearing.GROWN_SPEAKER
        if self._is_where_the_child_is_now(words, who) or self._is_school_of_the_hurt(mention, words, who):
            return Bearing.NOW
        if who is Bearing.OTHER_ADULT or _is_on_the_way(words):
            return who
        if _passes_by(words):
            return Bearing.NOT_THERE
        if len(words) > 1 and words[-1].plain == "di":  # but 'từ Ô Môn đi Thốt Nốt'
            who = min(who, Bearing.STUDY)
        if who is Bearing.HOME and is_former(self.clauses, mention):  # which part of the new unit is meant
            who = Bearing.THERE
        return Bearing.NOW if self._happens_there(mention, words, who) else self._in_time(mention, words, who)

    def _happens_there(self, mention: Mention, words: Sequence[Word], who: Bearing) -> bool:
        """'cháu tôi ở Cờ Đỏ bị đánh', 'học ở Ô Môn, … đang ở trường'."""
        is_hurt = say.CHILDREN.any_of(words) and say.HURT.any_of(self._rest_of_clause(mention))
        return is_hurt or (who is Bearing.STUDY and is_at_school(self.clauses))

    def _is_where_the_child_is_now(self, words: Sequence[Word], who: Bearing) -> bool:
        """'nhà ở Thốt Nốt, … con đang ở nhà', 'nhà nội ở Phong Điền, giờ con ở nhà nội': named apart from its place."""
        whose = self._whose_home_now
        if whose is None:
            return False
        if whose:
            return say.HOME.any_of(words) and any(word.plain == whose for word in words)
        return who is Bearing.HOME

    @cached_property
    def _whose_home_now(self) -> str | None:
        return whose_home_now(self.clauses)

    def _is_school_of_the_hurt(self, mention: Mention, words: Sequence[Word], who: Bearing) -> bool:
        """'cô giáo ở trường mầm non Thới An Đông nhét giẻ vô miệng mấy bé'."""
        at_work = who is Bearing.OTHER_ADULT and say.STUDY.any_of(words)
        return at_work and say.CHILDREN.any_of(self._rest_of_clause(mention))

    def _in_time(self, mention: Mention, words: Sequence[Word], who: Bearing) -> Bearing:
        now, elsewhere = self._now(mention, words), was_or_will_be(words)
        if max(now, elsewhere) < 0:
            return who
        if who is Bearing.GROWN_SPEAKER and now > elsewhere:
            return Bearing.GROWN_NOW
        return Bearing.NOW if now > elsewhere else Bearing.NOT_THERE

    def _now(self, mention: Mention, words: Sequence[Word]) -> int:
        """Where the last cue stands that it is now so: 'đang ở', 'chở con qua … rồi', '… now'; -1 if there is none."""
        after = self.clauses.after(mention)
        arrived = bool(words) and words[-1] in say.CARRIED
        if after and not after[0].after_break and (after[0] in say.AFTER_NOW or (arrived and after[0].plain == "roi")):
            return len(words)
        if arrived and was_or_will_be(words) < 0 and any(word.plain in CARRIERS for word in words):
            return len(words)
        cue = max((at for at, word in enumerate(words) if _is_now(word, words[:at])), default=-1)
        is_renaming = any(word.plain in {"la", "keu"} for word in words[cue:])
        return -1 if is_renaming else cue

    def _rest_of_clause(self, mention: Mention) -> Sequence[Word]:
        return self.clauses.words[mention.end : self.clauses.clause(mention).stop]


def _is_now(word: Word, before: Sequence[Word]) -> bool:
    lodges = word.plain == "tru" and bool(before) and before[-1].plain in {"noi", "tam", "thuong", "luu"}
    if word.plain == "moi" and (say.FUTURE.any_of(before) or any(one.plain == "sau" for one in before)):
        return False  # 'tuần sau mới lên'
    return word in say.NOW or (word in say.HIDES and not lodges and not say.FUTURE.any_of(before))


def _passes_by(words: Sequence[Word]) -> bool:
    """'ghé X', 'hôm qua tạt qua X'."""
    passes = say.PASSING.any_of(words[-2:]) or " ".join(one.plain for one in words[-2:]) in {"ghe qua", "tat qua"}
    return passes and not say.STILL.any_of(words)


def _is_on_the_way(words: Sequence[Word]) -> bool:
    """'đang chạy từ Ô Môn …', 'trên xe từ …' leave open how far."""
    return (
        len(words) > 2
        and words[-1].plain == "tu"
        and (words[-2] in say.MOTION or words[-2] in say.ROADS)
        and (say.STILL.any_of(words[-6:-2]) or words[-3].plain == "tren")
    )
