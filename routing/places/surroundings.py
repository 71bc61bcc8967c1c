"""What stands before a name and makes a place of it: a lane, a church, a primary school."""

from collections.abc import Sequence

from routing.places import vocabulary as say
from routing.places.fold import Word
from routing.places.mentions import Mention

_PUBLIC_PLACES = (
    *(
        "nha tho",
        "tram xang",
        "van hoa",
        "cay xang",
        "buu dien",
        "uy ban",
        "ben do",
        "ben pha",
        "cong an",
        "tram xa",
        "vuon co",
    ),
    *("san van dong", "nha thi dau", "quoc doanh", "hop tac xa", "toa an", "nga ba", "nga tu"),
    *(
        "trai cay",
        "phong kham",
        "khu du lich",
        "cau lac bo",
        "nha hat",
        "nghia trang",
        "bach hoa",
        "hai san",
        "don bien phong",
        "vung sau",
        "karaoke",
        "khach san",
        "nha nghi",
        "quan nhau",
        "quan net",
        "tiem net",
        "nha hang",
        "lo gach",
        "vung que",
    ),
)
_LOCAL_SCHOOLS = (
    *("tieu hoc", "mam non", "mau giao", "co so", "trung hoc", "thcs", "thpt", "cap hai", "cap ba", "cap mot"),
    *("cap 1", "cap 2", "cap 3", "nha tre"),
)


def is_numbered_lane(words: Sequence[Word]) -> bool:
    """'hẻm 12 An Cư', 'đường 30 tháng 4 Xuân Khánh'."""
    return words[-1].plain.isdigit() and any(word.plain in _LANES for word in words[:-1])


_LANES = frozenset({"hem", "so", "ap", "kv", "duong", "vuc", "to", "thang", "tong", "lo", "pho"})


def ends_phrase(before: Sequence[Word]) -> bool:
    """'khu dân cư Hưng Phú'."""
    return len(before) > 1 and (before[-2].plain, before[-1].plain) in say.PHRASES


def is_public_place(before: Sequence[Word]) -> bool:
    """'nhà thờ Thạnh Thắng', 'cây xăng Trung An'."""
    return " ".join(word.plain for word in before).endswith(_PUBLIC_PLACES)


def is_school_of_a_ward(before: Sequence[Word], mention: Mention) -> bool:
    """'trường tiểu học Định Môn' lies there; a 'trường Châu Văn Liêm' may lie anywhere."""
    words = " ".join(word.plain for word in before)
    is_person = any(word in say.MIDDLE_NAMES for word in mention.names[0].words)
    return not is_person and words.endswith(_LOCAL_SCHOOLS)


def is_address(before: Sequence[Word]) -> bool:
    """'địa chỉ Ninh Kiều': 'chi' is nobody's sister there."""
    return [word.plain for word in before[-2:]] == ["dia", "chi"]


def is_vehicle(before: Sequence[Word]) -> bool:
    """'xe khách Thốt Nốt', 'nhà xe Ô Môn' are on the road."""
    return " ".join(word.plain for word in before[-2:]) in _VEHICLES


_VEHICLES = frozenset({"xe khach", "xe do", "xe buyt", "nha xe", "hang xe", "chuyen xe", "xe tai", "xe om", "tuyen xe"})
