"""What the word 'quận', 'phường', 'xã' … before a name says about which of its areas is meant."""

from dataclasses import replace
from enum import StrEnum

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.mentions import Mention
from routing.places.names import Area, Name, Rank


class Kind(StrEnum):
    DISTRICT = "district"
    WARD = "ward"
    PROVINCE = "province"
    HAMLET = "hamlet"


def kind_before(clauses: Clauses, mention: Mention) -> Kind | None:
    before = clauses.before(mention, 2)
    if not before:
        return None
    two_words = " ".join(word.plain for word in before)
    if two_words in _KINDS_OF_TWO_WORDS:
        return _KINDS_OF_TWO_WORDS[two_words]
    return next((kind for kind, words in _KINDS.items() if before[-1] in words), None)


_KINDS_OF_TWO_WORDS = {
    "thanh pho": Kind.PROVINCE,
    "thi xa": Kind.PROVINCE,
    "thi tran": Kind.WARD,
    "khu vuc": Kind.HAMLET,
}
_KINDS = {
    Kind.DISTRICT: say.DISTRICT_KINDS,
    Kind.WARD: say.WARD_KINDS,
    Kind.PROVINCE: say.PROVINCE_KINDS,
    Kind.HAMLET: say.HAMLET_KINDS,
}


def narrow(clauses: Clauses, mention: Mention) -> Mention | None:
    """The mention with only those areas that the kind before it allows; None if it allows none."""
    kind = kind_before(clauses, mention)
    names = [name for name in mention.names if _allowed(name.area, kind)]
    if kind is Kind.DISTRICT:
        names = names if mention.is_district or mention.is_city else list(mention.names)  # 'quận An Khánh' is a slip
    else:
        names = [name for name in names if not _only_with_kind(name.area)] or names
    if kind is Kind.PROVINCE:
        names = [name for name in names if name.area.rank is Rank.ELSEWHERE] or names
    elif kind is Kind.WARD and _is_spelled_out(clauses.before(mention)[-1]):
        names = _of_phuong(names)
    return replace(mention, names=tuple(names)) if names else None


def _only_with_kind(area: Area) -> bool:
    """'Thạnh Phú' is a commune here; 'huyện Thạnh Phú' may be that of Bến Tre as well."""
    return area.rank is Rank.ELSEWHERE and area.kind in {"quận", "huyện"}


def _is_spelled_out(word: Word) -> bool:
    """A lone 'p' is not sure enough to tell a phường here from a xã of that name elsewhere."""
    return word in say.PHUONG and word.plain not in say.KIND_LETTERS


def _of_phuong(names: list[Name]) -> list[Name]:
    ours = any(name.area.district and name.area.kind == "phường" for name in names)
    return [name for name in names if name.area.kind != "xã"] if ours else names


def _allowed(area: Area, kind: Kind | None) -> bool:
    if kind is Kind.DISTRICT:
        return area.rank in {Rank.DISTRICT, Rank.ELSEWHERE, Rank.CITY}
    if kind is Kind.HAMLET:  # 'ấp Thạnh Phước' lies in some commune of another name
        return area.rank in {Rank.DISTRICT, Rank.CITY}
    if kind is Kind.PROVINCE:
        return area.rank is not Rank.WARD
    return True
