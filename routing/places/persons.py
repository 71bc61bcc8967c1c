"""People who are named like a place: 'con tên Hưng Phú', 'bà Sáu Ninh Kiều'."""

import re
from collections.abc import Sequence

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.mentions import Mention
from routing.places.names import Rank
from routing.places.surroundings import is_school_of_a_ward

_CALLED = re.compile(
    r"(?<!o )(?<!cho )(?<!nay )(?<!noi )(?<!day )(?<!xa )(?<!phuong )(?<!ap )(?<!xom )(?<!quan )(?<!huyen )(?<!khu )"
    r"\bten (?:(?:that |day du |thiet )?(?:la |goi )?)?$"
    r"|\bten (?:cua )?(?:con|em|chau|toi|minh|be|no|ban|tui)(?: la)? $"
    r"|(?<!nha )(?<!cho )(?<!xom )(?<!truong )(?<!noi )(?<!cua )(?<!que )(?<!\by )\b(?:con|em|chau|minh|tui|toi) la $"
    r"|\bten (?!(?:cho|noi|xa|phuong|ap|xom|quan|huyen|duong) )(?:\w+ ){1,2}la $"
    r"|\b(?:biet danh|biet hieu|nick) (?:la )?$"
)
_RANKS = frozenset({"hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "ut"})
_KIN = say.Vocabulary("ông bà chú cô bác anh chị cậu mợ thím dượng", only_marked="dì")


def is_somebodys_name(before: Sequence[Word]) -> bool:
    """'con tên là An Bình', 'tên em là Tân An'; but 'chỗ con ở tên là Phong Điền' is a place."""
    return _CALLED.search("".join(f"{word.plain} " for word in before)) is not None


def is_nickname(before: Sequence[Word]) -> bool:
    """'bà Sáu Ninh Kiều': where somebody once came from, or where their shop is."""
    return len(before) > 1 and before[-1].plain in _RANKS and before[-1] not in _FROM and before[-2] in _KIN


_FROM = say.Vocabulary("", only_marked="từ nằm")


def does_what_people_do(clauses: Clauses, mention: Mention) -> bool:
    """'Trường Xuân đánh con', but not 'ở Trường Xuân bị đánh'."""
    before, after = clauses.before(mention, 3), clauses.after(mention)
    if mention.is_district or Rank.WARD not in mention.ranks or not after or after[0].after_break:
        return False
    is_at = bool(before) and (before[-1] in say.AT or before[-1] in say.KINDS or is_school_of_a_ward(before, mention))
    return after[0] in say.VERBS_OF_PEOPLE and not is_at
