"""Districts whose names are ordinary words too, and the words beside them that give the ordinary meaning away."""

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.everyday import ORDINARY, ORDINARY_UNMARKED, WISHED, WISHES
from routing.places.index import How
from routing.places.kinds import kind_before
from routing.places.mentions import Mention


def is_ordinary(clauses: Clauses, mention: Mention) -> bool:
    """Whether the words, as they are marked, may be no name at all: 'o mon' may, 'Ô Môn' may not."""
    marked = any(word.is_marked for word in clauses.words[mention.start : mention.end])
    is_unmistakable = mention.how is How.EXACT and marked and mention.plain in ORDINARY_UNMARKED
    return mention.plain in ORDINARY and not is_unmistakable


def is_given_away(clauses: Clauses, mention: Mention) -> bool:
    """'treo cờ đỏ', 'đau cái răng'; but nothing is after 'quận', and 'o mon' is not after 'ở'."""
    if _is_wished(clauses, mention):
        return True
    if not is_ordinary(clauses, mention) or kind_before(clauses, mention):
        return False
    if _is_in_a_room(clauses, mention):
        return True
    before = clauses.before(mention)
    if mention.plain in ORDINARY_UNMARKED and before and before[-1] in say.AT and before[-1].plain != "trong":
        return False
    return _is_one_of_several_things(clauses, mention) or _stands_beside_its_giveaways(clauses, mention)


def _is_wished(clauses: Clauses, mention: Mention) -> bool:
    """'gia đình an bình', 'cuộc sống an lạc'; but 'đình An Bình' is there."""
    before = [word for word in clauses.before(mention, 2) if mention.plain in WISHED]
    if not before or clauses.words[mention.start].after_break:
        return False
    if before[-1].plain == "dinh":
        return before[0].plain == "gia"
    return before[-1] in WISHES or (before[-1].plain == "trong" and not clauses.is_capital(mention))


def _is_in_a_room(clauses: Clauses, mention: Mention) -> bool:
    """'trong phong dien …', 'o phong dien tat roi' are 'phòng, điện'; 'o trong phong dien' is the district."""
    if mention.plain != "phong dien" or mention.how is not How.UNMARKED:
        return False
    before, after = clauses.before(mention, 4), clauses.after(mention)
    is_home = any(word.plain == "o" or word in say.HOME for word in before)
    is_inside = bool(before) and before[-1].plain == "trong" and not is_home
    is_out = bool(after) and not after[0].after_break and after[0].plain in {"tat", "cup"}
    return is_inside or is_out


def _is_one_of_several_things(clauses: Clauses, mention: Mention) -> bool:
    """'nồi cơm, bình thủy, chén đều bể': what gives it away may stand anywhere."""
    is_listed = mention.start == clauses.clause(mention).start and not clauses.is_capital(mention)
    return is_listed and ORDINARY[mention.plain].any_of(word for word in clauses.words if word.is_marked)


def _stands_beside_its_giveaways(clauses: Clauses, mention: Mention) -> bool:
    near = (*range(mention.start - 3, mention.start), *range(mention.end, mention.end + 3))
    clause = clauses.clause(mention)
    words = (
        clauses.words[at] for at in near if at in clause and at not in clauses.named and not _is_police(clauses, at)
    )
    return ORDINARY[mention.plain].any_of(words)


def _is_police(clauses: Clauses, at: int) -> bool:
    """'an' of 'công an' is not 'ăn'."""
    return at > 0 and (clauses.words[at - 1].plain, clauses.words[at].plain) == ("cong", "an")
