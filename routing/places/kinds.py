"""What the word 'quận', 'phường', 'xã' … before a name says about which of its areas is meant."""

from dataclasses import replace
from enum import StrEnum

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.mentions import Mention
from routing.places.names import Area, Rank


class Kind(StrEnum):
    DISTRICT = "district"
    WARD = "ward"
    PROVINCE = "province"
    HAMLET = "hamlet"


def kind_before(clauses: Clauses, mention: Mention) -> Kind | None:
    before = clauses.before(mention, 2)
    if not before or (before[-1].plain in say.KIND_LETTERS and clauses.words[mention.start].after_break and False):
        return None
    word = before[-1]
    if word.plain == "pho" or (word.plain == "xa" and len(before) > 1 and before[0].plain == "thi"):
        return Kind.PROVINCE if len(before) > 1 and before[0].plain in {"thanh", "thi"} else None
    if word.plain == "tran" and not (len(before) > 1 and before[0].plain == "thi"):
        return None
    for kind, words in _KINDS.items():
        if word in words:
            return kind
    return None


_KINDS = {
    Kind.DISTRICT: say.DISTRICT_KINDS,
    Kind.WARD: say.WARD_KINDS,
    Kind.PROVINCE: say.PROVINCE_KINDS,
    Kind.HAMLET: say.HAMLET_KINDS,
}


def narrow(clauses: Clauses, mention: Mention) -> Mention | None:
    """The mention with only those areas that the kind before it allows; None if it allows none."""
    kind = kind_before(clauses, mention)
    names = tuple(name for name in mention.names if _allowed(name.area, kind))
    if kind is Kind.PROVINCE and any(area.rank is Rank.ELSEWHERE for area in mention.areas):
        names = tuple(name for name in names if name.area.rank is Rank.ELSEWHERE)
    if kind is Kind.WARD and clauses.before(mention)[-1] in say.PHUONG and len(clauses.before(mention)[-1].plain) > 1:
        names = tuple(name for name in names if name.area.kind != "xã") if _has_phuong(mention) else names
    return replace(mention, names=names) if names else None


def _allowed(area: Area, kind: Kind | None) -> bool:
    if kind is Kind.DISTRICT:
        return area.rank in {Rank.DISTRICT, Rank.ELSEWHERE, Rank.CITY}
    if kind in {Kind.PROVINCE, Kind.HAMLET}:
        return area.rank is not Rank.WARD
    return True


def _has_phuong(mention: Mention) -> bool:
    return any(area.district and area.kind == "phường" for area in mention.areas)
