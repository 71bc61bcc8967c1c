"""Where it happens, told apart from the places: 'con đang ở trường', 'giờ con ở nhà nội', 'ba đánh con'."""

import re

from routing.places.clauses import Clauses

_AT_SCHOOL = re.compile(r"\b(?:dang|gio|nay)(?: \w+)? o(?: trong| tren| ngoai)? (?:truong|lop)\b")
_IT_IS_ITS_PLACE = r"(?! (?:\w+ ){0,2}@)"
"""'đang ở nhà nội Cái Răng': the place itself follows."""
_AT_HOME = re.compile(
    r"\b(?:dang|gio|nay|hien)(?: (?:con|em|chau|be|no|dang|thi|van|toi|tui|minh|tai|day))*"
    r" o(?: trong| ben| duoi| tren)? nha"
    rf"(?: (?:ong|ba|cua))*(?: (noi|ngoai|ban|chu|di|co|bac|cau|mo|thim|duong))?\b{_IT_IS_ITS_PLACE}"
)
_HAPPENS_AT_HOME = re.compile(
    rf"\b(?:o|ve|toi|tai|trong|khoi|den) nha\b{_IT_IS_ITS_PLACE}(?! ban)"
    r"|(?<!ong )\b(?:ba|cha|tia|me|duong|ong|ba noi|chu|bac|cau|anh hai|chong|ghe|ke)"
    r"(?: (?!bao|thay|co\b|ban)\w+){0,3}"
    r" (?:danh|dap|chui|hanh|nhot|bao hanh|hiep|bo doi|duoi|troi|dot|tat|nem|cam dao)\b"
)


def is_at_school(clauses: Clauses) -> bool:
    return _AT_SCHOOL.search(" ".join(word.plain for word in clauses.words)) is not None


def is_at_home(clauses: Clauses) -> bool:
    """'chuyện xảy ra ở nhà', 'con về nhà rồi', or it is the family that hurts."""
    return _HAPPENS_AT_HOME.search(clauses.shape) is not None


def whose_home_now(clauses: Clauses) -> str | None:
    """Whose home the child is said to be at: 'noi', 'ngoai', 'ban' …; '' for their own; None if that isn't said."""
    found = _AT_HOME.search(clauses.shape)
    return (found[1] or "") if found else None
