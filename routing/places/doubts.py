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
    r"\b(?:hinh nhu|co khi|co le|maybe|either|not sure|mot trong (?:hai|2)|cung co the"
    r"|co the (?:la|o|ben|thuoc|tai|trong|no o|dang o))\b"
    rf"|\b{_NOT} (?:\w+ )?(?:biet|bik|bit|ro|nho|chac|ranh)(?: \w+){{0,5}}?"
    r" (?:hay|cho nao|ben nao|khuc nao|quan nao|huyen nao|xa nao|phuong nao|thuoc)\b"
    rf"|\b{_NOT} phan biet"
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
_HEADS_FOR = re.compile(r"\b(?:ve|di|theo|chay|qua|len|xuong) (?:huong|phia) (?:ve |di |qua |len |xuong )?@")
_OR_ANYWHERE = re.compile(r"@[ ,]*(?:hay|hoac)(?: la)?(?: \w+){0,2}? (?:dau|cho nao|ben nao|khuc nao)\b")
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
    return takes_turns(shape) or any(doubt.search(shape) for doubt in (_UNSURE, _HEADS_FOR, _OR_ANYWHERE))


def takes_turns(shape: str) -> bool:
    """'bữa thì ở Cờ Đỏ, bữa thì ở Thới Lai'."""
    return shape.count("@") > 1 and _TAKES_TURNS.search(shape) is not None


def is_on_from_there(shape: str) -> bool:
    """'về hướng Ô Môn', 'Ô Môn hay đi đâu luôn', 'bắt ở Cái Răng rồi chở đi, không biết đang ở đâu'."""
    last = shape.rfind("@")
    if last < 0:
        return False
    return _CARRIED_OFF.search(shape, last) is not None or any(
        sign.search(shape) for sign in (_HEADS_FOR, _OR_ANYWHERE, _CAUGHT_THERE, _IF_NOT)
    )
