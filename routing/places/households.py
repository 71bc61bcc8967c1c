"""Grown-ups whose place is the child's too: who lives with it, or tells of herself."""

from collections.abc import Sequence
from itertools import pairwise

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.decide import Address
from routing.places.fold import Word
from routing.places.mentions import Mention
from routing.places.scenes import is_at_home
from routing.places.who import Bearing, is_person


def lives_with(clauses: Clauses, mention: Mention) -> bool:
    """'bà ngoại ở Cái Răng, con ở với ngoại': somebody's place is the child's too, who lives there with them."""
    theirs = {word.plain for word in clauses.clause_before(mention) if word in say.ADULTS}
    for at, word in enumerate(clauses.words):
        before, after = clauses.words[max(at - 4, 0) : at], clauses.words[at + 1 : at + 3]
        stays = say.SPEAKERS.any_of(before) and any(one.plain in {"o", "song"} for one in before)
        if word in say.WITH and stays and theirs & {one.plain for one in after}:
            return True
    return False


def is_torn_between(clauses: Clauses, addresses: Sequence[Address], bearings: Sequence[Bearing]) -> bool:
    """'nhà con ở X, con học ở Y', 'nhà em ở X, nhà bạn em ở Y': nothing says in which the child is now."""
    if is_at_home(clauses):
        return False
    homes = [say.HOME.any_of(clauses.clause_before(one.mentions[0])) for one in addresses]
    friends = [_is_a_friends(clauses.clause_before(one.mentions[0])) for one in addresses]
    own = any(is_home and not is_friends for is_home, is_friends in zip(homes, friends, strict=True))
    return own and (Bearing.STUDY in bearings or any(friends))


def _is_a_friends(words: Sequence[Word]) -> bool:
    """'nhà bạn em', which nobody is said to be hurt in."""
    return any(word in say.HOME and then.plain == "ban" for word, then in pairwise(words))


def speaks_of_herself(words: Sequence[Word], after: Sequence[Word]) -> bool:
    """'bà ở Xuân Khánh nè con': who calls the listener a child speaks of herself."""
    people = [word for word in words if is_person(word)]
    to_child = len(after) > 1 and after[0] in say.PARTICLES and after[1].plain in {"con", "chau", "cung", "em"}
    return to_child and len(people) == 1 and not any(one.after_break for one in after)
