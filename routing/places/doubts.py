"""Turns of speech that leave open where the child is: doubt, taking turns, being driven on, being lost.

They are read in the shape of a message: its words without marks, with '@' for each name and ',' for each pause.
"""

import re

_NOT = "(?:khong|ko|k|hong|hk|hok|chang|chua)"
_KNOW = "(?:biet|bik|bit|ro|nho)"
_TIMES = "(?:bua|hom|luc|khi|ngay|dem|tuan|thang|sang|chieu|toi|mua)"
_MANY = "(?:nua|dau|cuoi|mot|may)"
_STAYS = "(?:con |no |em |be |chau |tui |toi )?(?:o|ben|qua|ve|noi|bao|dan|cho)"
_SELF = "(?:gio|dang|minh|con|em|day|la|no|bay|hien|cho|nay|be|chau)"

_UNSURE = re.compile(
    r"\b(?:hinh nhu|nham chung|coi bo|coi moi|nghe dau|luan phien|van con (?:di|chay)|co khi|co le"
    r"|maybe|either|not sure|mot trong (?:hai|2)|cung co the"
    r"|co the (?:la|o|ben|thuoc|tai|trong|no o|dang o))\b"
    rf"|\b{_NOT} (?:\w+ )?(?:biet|bik|bit|ro|nho|chac|ranh)(?: [\w@]+){{0,8}}?"
    r" (?:hay|cho nao|ben nao|khuc nao|quan nao|huyen nao|xa nao|phuong nao|thuoc)\b"
    rf"|\b{_NOT} phan biet|@ thi phai\b|\b{_KNOW} nghe ai\b"
    rf"|\b{_NOT} (?:\w+ )?(?:biet|bik|bit|bjt|ro)(?: \w+){{0,2}} (?:toi|qua|wa|den|da wa|da qua) @ chua"
    rf"|\b{_NOT} {_KNOW}(?: \w+)? (?:toi|den) (?:dau|khuc nao)\b"
    r"|\btu @ [^@]{0,12}@.*\bchua (?:cap|toi|den|dung|ngung|ghe|xuong)\b"
)
_TAKES_TURNS = re.compile(
    rf"\b{_TIMES}(?: \w+)? thi [^@]{{0,40}}@.{{0,60}}?\b{_TIMES}(?: \w+)? thi [^@]{{0,40}}@"
    rf"|\b(luc|khi|bua|hom)(?: thi)? {_STAYS}\b[^@]{{0,40}}@.{{0,60}}?\b\1(?: thi)? {_STAYS}\b[^@]{{0,40}}@"
    rf"|\b({_MANY}) ({_TIMES})\b[^@]{{0,40}}@.{{0,60}}?\b{_MANY} \3\b[^@]{{0,40}}@"
    r"|(?:^|, )(?:ban )?(?:sang|ngay)(?! (?:nay|qua|hom|xua|truoc))(?: thi)? [^@]{0,30}(?<! o )@"
    r"[^@]{0,30}\b(?:chieu|toi|dem)(?! (?:nay|qua|hom))(?: thi)? [^@]{0,30}@(?!.*\b(?:gio|dang)\b)"
    r"|(?<!hom )(?<!bua )\bnay (?:thi )?(?:o |ben |qua )?@[ ,]*mai (?:thi )?(?:o |ben |qua |ve )?@"
)
_CHOICE = re.compile(
    r"(?:(?<!phai )|(?<=co phai ))@[ ,]*(?:hay|hoac|or)(?: la)?(?: o| ben| in)? @"
    rf"|\bphai(?: o| la)? @[^@]*\b{_NOT}\b[^@]*\b(?:hay|hoac)\b[^@]*@"
)
_TAKEN_BACK = re.compile(rf"@[^@]*@[^@]*\b{_NOT} (?:{_KNOW}|ro)(?: nua| dau| luon)*$")
_TOGETHER_NOWHERE = re.compile(
    r"\bvua\b[^@]*@.*\bvua\b[^@]*@|\bghi[^@]{0,8}@.*\bghi[^@]{0,8}@|\bnoi (?!noi)[^@]{0,20}@.*\bnoi[^@]{0,12}@"
    r"|\b(?:hai|2) cai\b|@[^@]*@[^@]*\bcung (?:bi )?(?:y|vay|giong)\b|@.*\bcung (?:cat|co|xay|mua) nha\b[^@]*@"
    r"|\bthang anh\b[^@]*@.*\bthang em\b[^@]*@|\bnha cu\b[^@]*@.*\bnha moi\b[^@]*@"
    r"|@[^@]*\bcon (?:con|em|chau|toi|tui|minh) thi\b[^@]*@"
    r"|\b(?:ca (?:hai|2)|chia ra|moi dua|dua nao cung)\b"
    r"|\b(?:mot|1) (dua|be|chau|nguoi|chi|em|anh|cai|cho|nha|can)\b[^@]*@.{0,60}?\b(?:mot|1|con) \1\b[^@]{0,30}@"
    r"|\b(?:hai|2|may) (?:chi|anh) em\b.*\b(?:chi|anh) (?:o |ben )@.*\bem (?:o |ben )@"
    r"|@ con (?:em|anh|chi|ban) (?:con|em|chau|toi|tui|minh|gai|trai)\b[^@]*@"
)
_BETWEEN = re.compile(r"\b(?:giap|ranh|giua)(?: \w+)? @ (?:voi|va|vs) (?:\w+ )?@|\branh @ @")
_SETTLED = re.compile(r"\b(?:nho (?:ra )?roi|dung roi|chac chan)\b[^@]*@[^@]*$")
_LOST = re.compile(r"@.*\bchac (?:qua|toi|la|o|dang o|ve|den) (?:o |toi |ben )?@")
_FROM_TO = re.compile(r"\btu (?:\w+ )?@(?: \w+){0,2}? (?:qua|len|xuong|ve|toi|sang|di|den|vo|ra|to) (?:\w+ )?@")
_MOVING = re.compile(
    r"\b(?:dang|dag|dg)(?: \w+){0,2}? (?:di|chay|tren|ngoi|cho)\b|\btren (?:xe|tau|ghe|do|duong)\b"
    r"|\b(?:thung|cop)\b.*\bxe\b"
)
_ARRIVED = re.compile(
    r"@[ ,]*(?:o )?(?:roi|luon)\b|\b(?:dang|gio|nay|hien)(?: \w+){0,2} (?:o|tai) (?!tren (?:xe|duong))"
)
_HEADS_FOR = re.compile(
    r"\b(?:ve|di|theo|chay|qua|len|xuong) (?:huong|phia) (?:ve |di |qua |len |xuong )?@"
    r"|\b(?:dang|dag|dg) (?:tren duong|di bo|chay) (?:len|ve|qua|toi|xuong|sang|den) @"
)
_OR_ANYWHERE = re.compile(r"@[ ,]*(?:hay|hoac)(?: la)?(?: \w+){0,2}? (?:dau|cho nao|ben nao|khuc nao)\b")
_OR_THIS = re.compile(r"\bhoac(?: la)?(?: o| ben)? @")
_IF_NOT = re.compile(rf"\b{_NOT} (?:phai )?(?:o |la )?@[ ,]*thi (?:cung )?(?:la |o |ben )*@")
_CARRIED_OFF = re.compile(
    r"\b(?:cho|dua|bat|dan|dem|keo|chuyen)(?: \w+){0,3} (?:di|xa|qua|ve|len|toi|sang|chay)\b"
    rf"[^@]*(?:\b{_NOT} (?:con )?{_KNOW}(?: {_SELF}){{0,4}}(?: (?:o|toi|di|den|ve|qua))? (?:dau|cho nao|ben nao)\b"
    rf"|\b(?:gio|dang|di)(?: {_SELF}){{0,3}}(?: o| toi| ve)? dau(?: \w+){{0,2}}? {_NOT} (?:con )?{_KNOW}\b)[^@]*$"
)
_CAUGHT_THERE = re.compile(
    rf"\b(?:bi bat|bat coc|bi dua|bi cho)\b[^@]*@[^@]*\b{_NOT} (?:con )?{_KNOW}(?: {_SELF}){{0,4}} o dau\b[^@]*$"
)


def is_unsure(shape: str) -> bool:
    """'hình như', 'có thể là', 'về hướng …': not one of several places can be held to."""
    if _SETTLED.search(shape):
        return False
    return (
        takes_turns(shape)
        or offers_choice(shape)
        or is_under_way(shape)
        or is_between(shape)
        or any(doubt.search(shape) for doubt in (_UNSURE, _HEADS_FOR, _OR_ANYWHERE, _LOST))
        or (shape.count("@") > 1 and _TOGETHER_NOWHERE.search(shape) is not None)
    )


def offers_choice(shape: str) -> bool:
    """'… hay …', 'có phải … không, hay …': what was said before is taken back no more."""
    is_open = _CHOICE.search(shape) is not None or _TAKEN_BACK.search(shape) is not None
    return is_open and _SETTLED.search(shape) is None


def is_between(shape: str) -> bool:
    """'giữa Ba Láng với Nhơn Nghĩa', 'giáp ranh X với Y'."""
    return _BETWEEN.search(shape) is not None


def is_under_way(shape: str) -> bool:
    """'đang đi bộ từ Thới Lai qua Ô Môn': nobody knows how far."""
    return bool(_FROM_TO.search(shape) and _MOVING.search(shape) and not _ARRIVED.search(shape))


def takes_turns(shape: str) -> bool:
    """'bữa thì ở Cờ Đỏ, bữa thì ở Thới Lai'."""
    return shape.count("@") > 1 and _TAKES_TURNS.search(shape) is not None


def is_on_from_there(shape: str) -> bool:
    """'về hướng Ô Môn', 'Ô Môn hay đi đâu luôn', 'bắt ở Cái Răng rồi chở đi, không biết đang ở đâu'."""
    last = shape.rfind("@")
    if last < 0:
        return False
    if shape.count("@") == 1 and _OR_THIS.search(shape):
        return True
    return _CARRIED_OFF.search(shape, last) is not None or any(
        sign.search(shape) for sign in (_HEADS_FOR, _OR_ANYWHERE, _CAUGHT_THERE, _IF_NOT)
    )
