"""Whose place it is: the child's, a grown-up's, or that of both."""

from collections.abc import Sequence
from enum import IntEnum

from routing.places import vocabulary as say
from routing.places.fold import Word, take_apart
from routing.places.vocabulary import Vocabulary


class Bearing(IntEnum):
    """How much a place tells about where the child is; the highest counts."""

    NOT_THERE = 0
    OTHER_ADULT = 1
    GROWN_SPEAKER = 2
    STUDY = 3
    HOME = 4
    GROWN_NOW = 5
    THERE = 6
    NOW = 7


def who_is_meant(words: Sequence[Word]) -> Bearing:
    """Whose place it is, by the person named last before it."""
    words = [_NOBODY if _is_nobody(words, at) else word for at, word in enumerate(words)]
    at = len(words) - 1
    if words and words[-1].plain == "toi":  # right before a name it is 'tới', not 'tôi'
        at -= 1
    while at >= 0:
        if not (is_person(words[at]) or _ends_role(words, at)):
            at -= 1
            continue
        first = at
        while first > 0 and _goes_on(words, first):
            first -= 1
        of_them = words[first - 1].plain == "cua" or not _only_speaker(words[first : at + 1])
        if first > 0 and words[first - 1] in say.OF_SOMEBODY and of_them:
            at = first - 1
            continue
        if words[at + 1 : at + 2] and words[at + 1].plain == "s":  # 'my aunt's in Thot Not'
            at = first - 1
            continue
        before = words[first - 1] if first else None
        people = words[first : at + 1]
        if words[-1].plain == "la" and at + 1 < len(words) - 1 and _only_speaker(people[-1:]):
            return Bearing.THERE
        if before is not None and before.plain in _ADDRESSING and people[-1] in say.SPEAKERS:
            people, before = people[-1:], None
        return _bearing_of(people, before, words[at + 1 :])
    return _by_purpose(words)


_NOBODY = take_apart("i")
_DONE_TO_ME = Vocabulary("help save hit hits hitting beat beats beating hurt hurts hurting find get")


def _is_nobody(words: Sequence[Word], at: int) -> bool:
    """'help me i live in …' speaks of no mother, 'dia chi o …' of no sister; 'cô ơi' is spoken to."""
    if words[at + 1 : at + 2] and words[at + 1].plain == "oi":
        return True
    if at == 0:
        return False
    is_me = words[at].text.lower() == "me" and words[at - 1] in _DONE_TO_ME
    return is_me or (words[at - 1].plain, words[at].plain) == ("dia", "chi")


def _goes_on(words: Sequence[Word], first: int) -> bool:
    """Whether the word before belongs to the same people: 'ba con', 'cô giáo con'."""
    before = first - 1
    is_role = _ends_role(words, first) or _ends_role(words, before)
    return is_role or is_person(words[before]) or _is_rank_of_kin(words, before)


def _ends_role(words: Sequence[Word], at: int) -> bool:
    return at > 0 and (words[at - 1].plain, words[at].plain) in _ROLES


_ROLES = frozenset({("co", "giao"), ("thay", "giao"), ("chu", "nhiem"), ("hang", "xom"), ("chu", "tro")})
"""Grown-ups outside the family: where they live is not where the child is."""


def _is_rank_of_kin(words: Sequence[Word], at: int) -> bool:
    """'chú hai con', 'cô út em'."""
    return at > 0 and words[at].plain in {"hai", "tu", "nam", "sau", "bay", "ut", "ho"} and is_person(words[at - 1])


_ADDRESSING = frozenset({"thua", "da", "chao", "alo", "lo"})
"""'Dạ thưa cô con ở …' is not about the child's aunt."""


def is_person(word: Word) -> bool:
    return word in say.SPEAKERS or word in say.ADULTS or word in say.CHILDREN


def _only_speaker(people: Sequence[Word]) -> bool:
    return all(word in say.SPEAKERS for word in people)


def _bearing_of(people: Sequence[Word], before: Word | None, then: Sequence[Word]) -> Bearing:
    """'ba con', 'cháu nội tôi', 'nhà con', 'con'."""
    if _is_together(people, before):
        return _by_purpose(then)
    if _is_grown_speaker(people):
        return Bearing.GROWN_SPEAKER
    if _only_speaker(people):
        if before is not None and before in say.HOME:
            return Bearing.HOME
        return _by_purpose([*([before] if before else []), *then])
    is_child = _has_child(people)
    if is_child or (before is not None and before.plain == "la"):
        return Bearing.STUDY if is_child and say.STUDY.any_of(then) else Bearing.THERE
    lives = say.LIVES.any_of(then) or [word.plain for word in then] in _LIVES_AT
    return Bearing.OTHER_ADULT if lives else Bearing.THERE


_LIVES_AT = [["duoi"], ["tren"], ["ben"]]
"""'chú con dưới Ô Môn'."""


def _is_grown_speaker(people: Sequence[Word]) -> bool:
    """'tôi', 'tui hàng xóm'."""
    return people[0] in say.GROWN_SPEAKERS and (len(people) == 1 or people[-1].plain == "xom")


def _has_child(people: Sequence[Word]) -> bool:
    """'cháu nội tôi', 'bé hàng xóm'; but 'ba em', 'cô giáo em' are grown up."""
    is_owner = len(people) > 1 and people[-1].plain in {"em", "chau"} and people[-2].plain not in {"anh", "chi"}
    owned = people[:-1] if is_owner else people
    return say.CHILDREN.any_of(owned)


def _is_together(people: Sequence[Word], before: Word | None) -> bool:
    """'hai mẹ con', 'mẹ con em', 'má con con'."""
    counted = before is not None and before.plain in {"hai", "2", "may", "ca"} and people[-1] in say.SPEAKERS
    return len(people) > 1 and (counted or (people[-2].plain == "con" and len(people) > 2))


def _by_purpose(words: Sequence[Word]) -> Bearing:
    if say.HOME.any_of(words):
        return Bearing.HOME
    return Bearing.STUDY if say.STUDY.any_of(words) else Bearing.THERE
