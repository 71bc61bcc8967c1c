"""Names of then: what a place was called before its unit became a part of another."""

import re

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.mentions import Mention

_WAS_CALLED = re.compile(
    r"\b(?:(?:hoi|ngay|dao) (?:truoc|xua)|hoi do|truoc day|truoc kia|truoc(?= (?:la|keu|goi|ten)))"
    r"(?: (?:la|keu|goi|ten)){1,2}(?: (?:phuong|xa|p|x))?$"
)


def was_called(clauses: Clauses, mention: Mention) -> bool:
    """'hồi trước là Tân Hưng', 'trước kêu là phường An Phú'."""
    return _WAS_CALLED.search(" ".join(word.plain for word in clauses.before(mention, 6))) is not None


def is_former(clauses: Clauses, mention: Mention) -> bool:
    """'Thới Thạnh cũ', 'Mỹ Khánh hồi trước', and what was so called."""
    after = clauses.after(mention, 2)
    is_old = bool(after) and not after[0].after_break and after[0] in say.FORMER
    return is_old or [word.plain for word in after] == ["hoi", "truoc"] or was_called(clauses, mention)
