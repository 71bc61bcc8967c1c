"""Places that a message names only to say that the child isn't there: 'không phải Ô Môn', 'đừng gọi Ninh Kiều'."""

import re
from collections.abc import Sequence

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.mentions import Mention


def is_denied(clauses: Clauses, mention: Mention) -> bool:
    """'không phải Ô Môn', 'hổng có ở Ô Môn nữa', 'Ô Môn hổng phải, …'."""
    before = clauses.clause_before(mention)
    if (
        _is_denied_after(clauses, mention)
        or _is_forbidden(before)
        or _NO_LONGER.search(" ".join(word.plain for word in before))
    ):
        return True
    words = list(clauses.before(mention, 6))
    if clauses.words[mention.start].after_break:
        return False
    while words and (words[-1] in say.CONNECTORS or words[-1].plain in {"la", "o", "tai", "ben"}):
        last = words.pop()
        if last.after_break:
            return False
        if last in say.AFTER_NOT and words and words[-1] in say.NOT:
            return True
    if len(words) > 1 and words[-1] in say.TO and words[-2].plain == "chua":  # 'chưa tới Ninh Kiều'
        return True
    passed = False
    while words and words[-1] in say.AFTER_NOT:
        words.pop()
        passed = True
    return bool(words) and words[-1] in say.NOT and (passed or words[-1].plain in {"not", "isn"})


def _is_denied_after(clauses: Clauses, mention: Mention) -> bool:
    after = clauses.after(mention, 3)
    denies = len(after) > 1 and after[0] in say.NOT and not after[0].after_break and after[1].plain == "phai"
    is_wrong = _WRONG.match(" ".join(word.plain for word in clauses.after(mention, 5))) is not None
    return is_wrong or (denies and len(after) > 2 and after[2].after_break)


_NO_LONGER = re.compile(
    r"\b(?:con|em|chau|toi|tui|minh|nha|be|no) (?:khong|ko|k|hong|hok|hk|kg) con (?:o|song|hoc|tro)"
    r"(?: ben| duoi| tren)?$|\b(?:chua bao gio|khong he|chua he|ko he|chua tung)(?: (?:o|den|toi|qua|song|co))+$"
)
"""'con không còn ở …': without marks and before anybody it may be 'không, con ở …'."""
_WRONG = re.compile(
    r"(?:la |bi )?(?:(?:ho|no|nguoi ta) )?(?:sai|noi bay|xao|noi doi|noi xao|noi lao|khong dung|ko dung|nham|lon"
    r"|trat)\b(?! (?:gon|rang|xon))"
)
"""'họ nói con ở Thốt Nốt là sai'."""


def _is_forbidden(words: Sequence[Word]) -> bool:
    """'đừng gọi Ninh Kiều', 'đừng báo về công an Cờ Đỏ': not 'đừng gọi ba con ở …'."""
    last = max((at for at, word in enumerate(words) if word in say.DO_NOT), default=len(words))
    rest = words[last + 1 :]
    return bool(rest) and rest[0] in say.REPORTING and all(word in say.REPORTED_TO for word in rest[1:])
