"""Places that a message names only because they lie beside another: 'huyện Vĩnh Thạnh, giáp An Giang'."""

from collections.abc import Sequence

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.fold import Word
from routing.places.mentions import Mention


def drop_borders(clauses: Clauses, mentions: Sequence[Mention]) -> list[Mention]:
    """'huyện Vĩnh Thạnh, giáp An Giang': a neighbour is no second place, unless the sender is in doubt."""
    if clauses.is_in_doubt:
        return list(mentions)
    mentions = _without_neighbours(clauses, mentions)
    kept: list[Mention] = []
    border: Mention | None = None
    for at, mention in enumerate(mentions):
        if (border and _is_province_of(clauses, border, mention)) or (
            kept and _is_border(clauses, kept[-1], mention) and not _has_another(clauses, mentions[at:])
        ):
            border = mention
        else:
            kept.append(mention)
    return kept


def _without_neighbours(clauses: Clauses, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """'Ô Môn, gần Lấp Vò', 'gần An Giang, phường Thới Thuận': what is near a place of ours is none itself.

    But 'con đang ở gần Long Xuyên, nhà con ở Ô Môn' is there.
    """
    near: list[Mention] = []
    for at, one in enumerate(mentions):
        if one.is_elsewhere and (
            (near and _is_province_of(clauses, near[-1], one))
            or _is_neighbour(clauses, one, mentions[:at], mentions[at + 1 :])
        ):
            near.append(one)
    return [one for one in mentions if one not in near]


def _is_neighbour(clauses: Clauses, one: Mention, before: Sequence[Mention], after: Sequence[Mention]) -> bool:
    if before and not (before[-1].is_elsewhere or before[-1].is_city):
        between = clauses.between(before[-1], one)  # 'Phong Dien near Hue' tells which one
        return _says_near(between) and all(word.plain != "near" for word in between)
    opens = all(word.plain in _NEXT_TO | {"ben", "o"} for word in clauses.words[: one.start]) and one.start > 0
    return opens and bool(after) and not after[0].is_elsewhere and _is_apposed(clauses, one, after[0])


def _is_apposed(clauses: Clauses, one: Mention, other: Mention) -> bool:
    is_there = clauses.words[one.start - 1].plain == "o"
    return not is_there and all(word in say.CONNECTORS for word in clauses.between(one, other))


def _is_province_of(clauses: Clauses, border: Mention, mention: Mention) -> bool:
    """'giáp Long Xuyên, An Giang'."""
    return mention.is_elsewhere and all(word in say.CONNECTORS for word in clauses.between(border, mention))


def _is_border(clauses: Clauses, first: Mention, second: Mention) -> bool:
    """'gần ranh', 'giáp', 'sát' between the two, and the first is no border itself; of one elsewhere also 'gần'."""
    between = clauses.between(first, second)
    before = clauses.before(first, 3)
    if first.is_city or any(word in say.BORDERS for word in before):
        return False
    if first.is_elsewhere:
        is_near = bool(before) and before[-1].plain in _NEAR
        return not is_near and _says_near(between) and not second.is_elsewhere
    names_border = any(word in say.BORDERS for word in between)
    return names_border and all(word in say.BORDERS or word in say.KINDS or word.plain in _NEAR for word in between)


_NEAR = frozenset({"gan", "ben", "voi", "qua"})
_PARTS = frozenset({"cho", "khuc", "phia"})
_NEXT_TO = frozenset({"gan", "sat", "giap", "canh", "ke", "near"})


def _says_near(between: Sequence[Word]) -> bool:
    """'Thoại Sơn, sát bên Vĩnh Thạnh', 'Bình Minh gần Ninh Kiều' are there, not here."""
    passed = (say.KINDS, say.PARTICLES)
    near = [word.plain for word in between if not any(word in some for some in passed) and word.plain not in _PARTS]
    return bool(near) and near[0] in _NEXT_TO and all(word in _NEXT_TO | _NEAR | {"ranh"} for word in near)


def _has_another(clauses: Clauses, mentions: Sequence[Mention]) -> bool:
    """'giáp Ninh Kiều với Bình Thủy' is between two."""
    if len(mentions) < 2 or mentions[1].is_elsewhere or mentions[1].is_city:
        return False
    between = clauses.between(mentions[0], mentions[1])
    return all(word in say.CONNECTORS or word in say.AND or word in say.OR for word in between)
