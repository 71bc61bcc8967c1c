"""Names that belong together make one address; 'hay' between two makes them alternatives."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.decide import Address
from routing.places.fold import Word
from routing.places.mentions import Mention

_LONGEST_ALTERNATIVE = 7


def group(clauses: Clauses, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Mentions with nothing but connecting words between them, such as 'An Bình, quận Ninh Kiều'."""
    current: list[Mention] = []
    for mention in mentions:
        if current and not all(word in say.CONNECTORS for word in clauses.between(current[-1], mention)):
            yield tuple(current)
            current = []
        current.append(mention)
    if current:
        yield tuple(current)


def join(clauses: Clauses, groups: Iterable[tuple[Mention, ...]]) -> list[Address]:
    """Addresses in order, alternatives made one."""
    addresses: list[Address] = []
    for mentions in groups:
        renewed = frozenset(mention.start for mention in mentions if is_renewed(clauses, mention))
        if addresses and _are_alternatives(clauses, addresses[-1].mentions[-1], mentions[0]):
            last = addresses.pop()
            addresses.append(Address((*last.mentions, *mentions), last.renewed | renewed, alternatives=True))
        else:
            addresses.append(Address(mentions, renewed))
    return addresses


def is_renewed(clauses: Clauses, mention: Mention) -> bool:
    """'phường An Bình mới', 'An Bình sau sáp nhập': the unit of 2025, borders and all."""
    after = clauses.after(mention, 3)
    plain = " ".join(word.plain for word in after)
    is_new = plain.startswith("moi") and not plain.startswith(("moi dung", "moi phai"))
    return bool(after) and not after[0].after_break and (is_new or plain.startswith("sau sap nhap"))


def _are_alternatives(clauses: Clauses, first: Mention, second: Mention) -> bool:
    between = clauses.between(first, second)
    if not between or len(between) > _LONGEST_ALTERNATIVE:
        return False
    if any(word in say.OR for word in between[:3]) or _or_else(between):
        return all(
            word in say.ALTERNATIVE_FILLERS or word in say.OR or word in say.NOT or word.plain in _MORE
            for word in between
        )
    return between[0] in say.AND and all(word in say.CONNECTORS for word in between[1:])


def _or_else(between: Sequence[Word]) -> bool:
    """'Cờ Đỏ, không thì Thới Lai'."""
    return len(between) > 1 and between[0] in say.NOT and between[1].plain == "thi"


def _is_taken_back(between: Sequence[Word], second: Word) -> bool:
    """'Cái Răng? Không, con ở Ninh Kiều', 'Ninh Kiều hả? Dạ không, Cái Răng'."""
    if _or_else(between):
        return False
    if between and between[0] in say.NOT and between[0].after_break and _stands_alone(between[1:]):
        return True
    slipped = say.SLIP.any_of(between) or [word.plain for word in between[:2]] == ["a", "quen"]
    if slipped and len(between) <= _LONGEST_ALTERNATIVE:
        return True
    pause = between[:4]
    followers = (*between[1:], second)
    return any(word in say.NOT and then.after_break for word, then in zip(pause, followers, strict=False))


def _stands_alone(rest: Sequence[Word]) -> bool:
    """'Không, con ở …' takes back what was said; 'không dám về …' does not."""
    return not rest or rest[0].after_break or rest[0] in say.AFTER_NOT or rest[0] in say.FILLERS


_IS_RIGHT = [["moi", "dung"], ["moi", "phai"]]
_MORE = frozenset({"con", "roi", "nua", "da", "thi"})


def drop_denied(clauses: Clauses, mentions: Sequence[Mention], denied: set[int]) -> list[Mention]:
    """A denial reaches on to what belongs to the name: 'không phải Phong Điền ngoài Huế'. And 'Cái Răng? Không, …'."""
    gone = set(denied)
    for first, second in pairwise(mentions):
        between = clauses.between(first, second)
        broken = any(word.after_break for word in (*between, clauses.words[second.start]))
        follows = all(word in say.CONNECTORS for word in between) and not broken and not second.is_district
        if first.start in gone and follows:
            gone.add(second.start)
        is_right = [word.plain for word in clauses.after(second, 2)] in _IS_RIGHT
        if (is_right or _is_taken_back(between, clauses.words[second.start])) and second.start not in gone:
            gone.add(first.start)
    return [mention for mention in mentions if mention.start not in gone]
