"""Cues that the child has left a place, never was there, or is yet to come."""

from collections.abc import Sequence

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.who import is_person

CARRIERS = frozenset({"dem", "cho", "bat", "dua", "dan", "dat", "don", "bi"})


def was_or_will_be(words: Sequence[Word]) -> int:
    """Where the last cue stands that the child has left, never was there, or is yet to come; -1 if there is none."""
    return max((at for at, word in enumerate(words) if _points_away(word, words[:at], words[at + 1 :])), default=-1)


def _points_away(word: Word, before: Sequence[Word], then: Sequence[Word]) -> bool:
    if word in say.ORIGIN:
        return _is_origin(word, before, then)
    earlier = before[-1].plain if before else ""
    if (word in say.PAST and not (word.plain == "hoi" and any(one.plain in _ASKING for one in before[-2:]))) or (
        word.plain == "qua" and earlier in _SPANS_OF_TIME
    ):
        return any(later.plain in {"o", "in"} for later in then)
    if word.plain in {"hay", "thuong"} and then and then[0].plain in CARRIERS | _OFTEN and say.MOTION.any_of(then):
        return True  # 'chú hay chở con lên … chơi'
    if word in say.FUTURE or (word.plain == "sau" and earlier in _SPANS_OF_TIME):
        return say.MOTION.any_of(then)
    is_born = word.plain == "sinh" and bool(then) and then[0].plain == "ra"
    return is_born or (word.plain == "nguoi" and not then)


def _is_origin(word: Word, before: Sequence[Word], then: Sequence[Word]) -> bool:
    """'từ …', 'quê …', 'dân …'; but not 'ông tư', 'bị bỏ rơi', 'dân cư', 'ở quê', 'gọi từ …'."""
    last, following = (before[-1].plain if before else ""), (then[0].plain if then else "")
    if word.plain == "tu" and before and is_person(before[-1]):
        return bool(word.tone)
    if (last, word.plain) == ("bo", "roi") or (word.plain, following) == ("dan", "cu"):
        return False
    at_home = word.plain == "que" and bool(before) and _leads_home(before[-1])
    return not at_home and not say.CALLING.any_of(before) and word.plain != "from"


def _leads_home(word: Word) -> bool:
    """'về quê', 'ở quê'; but 'chồng tôi quê …' without marks is not 'tới quê'."""
    return word in say.AT or (word in say.MOTION and (word.plain != "toi" or word.is_marked))


_ASKING = frozenset({"cho", "xin", "muon", "can", "nho", "de"})
"""'cho hỏi' typed without marks is not 'hồi'."""
_OFTEN = frozenset({"di", "qua", "len", "xuong", "ve", "ru", "keu", "ghe"})
_SPANS_OF_TIME = frozenset({"hom", "ngay", "bua", "tuan", "thang", "nam", "he"})
