"""A message that opens with a ward and no 'ở': 'trung hung co be bi dien giat', 'Phước Thới khu 2, …'.

A ward may be a person's name too, so what follows must be what follows a place: a lane, a canal, somebody who is there,
a particle and whom one talks to. 'Trường Xuân đánh con', 'Xuân Khánh gần nhà con' stay open.
"""

import re

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.everyday import WISHED
from routing.places.index import How
from routing.places.mentions import Mention
from routing.places.names import Rank

_NAMES = frozenset({Rank.WARD, Rank.LANDMARK})
_GREETINGS = frozenset({"da", "vang", "alo", "lo", "u", "um", "chao", "thua"})
_OURS = "(?:tui|toi|con|em|chau|minh)"
_KIN = "(?:ong|ba|co|chu|bac|di|cau|mo|anh|chi|thay)"
_LIES = (
    "(?:kenh|kinh|rach|ap|lo|vam|kv|khu|nga (?:ba|tu|nam|bay)|ben (?:do|pha|xe|tau|song)|day (?:tro|pho|nha)"
    "|vuon|ruong|tiem|chung cu|cu xa|cum dan cu|bo (?:ke|song|kenh|kinh|ho)|nong truong|me song|cong (?:ty|vien)|hang"
    "|nghia dia|ubnd|uy ban|buu dien|benh vien|tram|truong (?:hoc|tieu|mam|mau|cap)|cay xang|lo gach|cau lac bo"
    "|trai (?:heo|ga|vit)|ho nuoc|cong (?:truoc|sau|chinh|chao|so)|tai dinh cu|vua|nha may|kho|bai (?:rac|xe|cat)"
    "|phong tro|tro|ky tuc xa|thanh that|cho (?:vua|ban|tiem|quan)|\\d+"
    rf"|xom(?! {_OURS}\b)|hem(?! {_OURS}\b)|cau(?! {_OURS}\b| (?:ut|hai|ba|tu|nam|sau|bay)\b))"
)
_MARKED = say.Vocabulary("", only_marked="chợ cầu cồn đường đình chùa sông bờ miếu")
_WHO = (
    r"(?:be|dua|hai|ba (?:noi|ngoai|dau|gia|kia|cu|lao)|may|mot|thang|vu|nhom|nguoi(?! yeu| tinh)|ong|nhieu|chuyen|\d+"
    rf"|tre|em be|con (?:nho|be)|chau (?:be|nho|trai|gai)|vo chong|gia dinh|choi|can|tiem|dam"
    rf"|nha(?! (?:{_OURS}|gan|ke|sat|o|rieng)\b))"
)
_AT = (
    "(?:gan|ke|sat|canh|doi dien|dau|cuoi|giua|ngay|sau lung|phia (?:sau|truoc)|sau|truoc|vo|trong|ngoai|duoi|tren|ben"
    "|qua|khuc|doan)"
)
_SPOT = "(?:cho|con|chua|dinh|song|duong|mieu|nha (?:tho|van hoa)|ben|truong|pha|xom)"
_THERE = re.compile(
    rf"(?:{_AT} )?{_LIES}\b|con song\b|giap\b|xa (?:lam|qua)\b|vo sau\b|ben (?:kia|nay|day) {_LIES}"
    rf"|{_AT} {_SPOT}(?! {_OURS}\b)\b"
    rf"|nha (?!(?:{_OURS}|{_KIN}|no|ben|ke)\b)|nha {_OURS} (?:co|o|ne|gan|sat|ke|ngay|phia|so)\b"
    r"|(?:ne|do|a|nghen|nhen|nha) (?:co|chu|anh|chi|cac|ad|may)\b(?: oi| con| em|$)"
)
_SOMEBODY = re.compile(rf"co {_WHO}\b|(?:hai|may|\d+) (?:dua|be|chi em|anh em)\b|nguoi ta\b")
_ACTS = re.compile(r"\b(?:danh|la|mang|chui|duoi|bat|doa|giat|chan|so(?! \d)|hiep|bi|hay|di|dang)\b")
_NOBODY = re.compile(rf"\b(?:nha|lop|xom|truong|ban) {_OURS}\b")
_OTHERS = re.compile(r"\b(?:be|dua|thang|nguoi|ong|chau|con|em|hai|nhom|vu|tre|may|mot|\d+)\b")


def opens_with_place(clauses: Clauses, mention: Mention) -> bool:
    before, words = clauses.words[: mention.start], clauses.words[mention.end : clauses.clause(mention).stop]
    if mention.ranks.isdisjoint(_NAMES) or mention.is_short or not words:
        return False
    if mention.is_district and _begs(clauses, mention):
        return True
    if mention.plain in WISHED and not clauses.is_capital(mention):
        return False
    if not all(word.plain in _GREETINGS for word in before):
        return False
    rest = " ".join(word.plain for word in words)
    lies = words[0] in _MARKED or _THERE.match(rest) is not None
    return _SOMEBODY.match(rest) is not None or (lies and not _does(rest))


def _begs(clauses: Clauses, mention: Mention) -> bool:
    """'thot not ba danh em', 'binh thuy em so qua'; but 'cai rang cua em', 'co do' (a lady) may be no place."""
    if mention.start and not all(word.plain in _GREETINGS for word in clauses.words[: mention.start]):
        return False
    rest = " ".join(word.plain for word in clauses.words[mention.end : clauses.clause(mention).stop])
    is_hers = mention.plain == "cai rang" and _HERS.match(rest) is not None
    is_again = mention.plain == "thoi lai" and mention.how is not How.EXACT and _AGAIN.search(rest) is not None
    return _PLEA.match(rest) is not None and not (is_hers or is_again or _is_that_lady(mention))


def cries_for_help(clauses: Clauses, mention: Mention) -> bool:
    """'cuu con cai rang': after a cry for help a district's name is a place."""
    ends = mention.end == clauses.clause(mention).stop
    before = " ".join(word.plain for word in clauses.clause_before(mention))
    return ends and mention.is_district and _CRY.search(before) is not None and not _is_that_lady(mention)


def _is_that_lady(mention: Mention) -> bool:
    return mention.plain == "co do" and mention.how is not How.EXACT


_PLEA = re.compile(
    r"(?:cuu|giup|help|sos|em|con|chau|ba|me|cha|tia|duong|chu|bac|cau|ong|bo|hang xom|be|thang|dua|cha duong|me ke)\b"
    r"(?! (?:nay|kia|cua)\b)"
)
_HERS = re.compile(r"(?:cua|(?:em|con|chau|be)(?! (?:so|dang|o|khoc|muon|can|tron|lanh|doi)\b))")
_AGAIN = re.compile(r"\b(?:nua|hoai)\b")
"""'thôi, lại ba đánh nữa'."""
_CRY = re.compile(r"(?:cuu|giup|help|sos)(?: (?:con|em|e|chau|toi|tui|minh|voi|be|gap|lien|di|nha))*$")


def is_doing(clauses: Clauses, mention: Mention) -> bool:
    """'Xuân Khánh gần nhà con đánh con' is somebody."""
    rest = " ".join(word.plain for word in clauses.words[mention.end : clauses.clause(mention).stop])
    return mention.start == 0 and Rank.WARD in mention.ranks and not mention.is_district and _does(rest)


def _does(rest: str) -> bool:
    """What is done before anybody else is named is done by the name; 'nhà con', 'lớp con' name nobody else."""
    rest = _NOBODY.sub("", rest)
    act, other = _ACTS.search(rest), _OTHERS.search(rest)
    return act is not None and (other is None or act.start() < other.start())


def is_spoken_answer(clauses: Clauses, mention: Mention) -> bool:
    """'dạ xuân khánh ạ con bị …', 'dạ cái răng ạ': the name, and only politeness around it."""
    before, after = clauses.words[: mention.start], clauses.after(mention)
    is_first = bool(before) and all(word.plain in _GREETINGS for word in before)
    return is_first and bool(after) and after[0] in say.PARTICLES and after[0].plain == "a"
