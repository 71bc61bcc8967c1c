"""What stands before a name: whether it makes a place of it, or a person or a street."""

from collections.abc import Iterator

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.kinds import Kind, kind_before
from routing.places.mentions import Mention
from routing.places.names import Rank
from routing.places.persons import is_nickname
from routing.places.surroundings import (
    ends_phrase,
    is_address,
    is_numbered_lane,
    is_public_place,
    is_school_of_a_ward,
    is_vehicle,
)
from routing.places.times import was_called
from routing.places.weights import AGAINST, FOR_AGE, FOR_BESIDE, FOR_HINT, FOR_KIND


def points_before(clauses: Clauses, mention: Mention) -> Iterator[int]:
    before = clauses.before(mention, 3)
    if not before:
        return
    last = before[-1]
    broken = clauses.words[mention.start].after_break
    if was_called(clauses, mention):
        yield FOR_AGE
    elif not broken and is_nickname(before):
        yield AGAINST
    elif is_address(before):
        yield FOR_BESIDE
    elif kind_before(clauses, mention) in {Kind.DISTRICT, Kind.WARD, Kind.PROVINCE}:
        yield FOR_KIND
    elif last.plain == "cau" and Rank.WARD in mention.ranks and not mention.is_district:
        yield FOR_BESIDE if before[:-1] and before[-2].plain in {"gan", "ngay"} else FOR_HINT
    elif is_vehicle(before):
        yield AGAINST
    elif last.plain in {"cho", "cau"} and not last.is_marked:
        yield FOR_BESIDE if before[:-1] and before[-2] in say.AT else FOR_HINT
    elif (
        (last in say.AT and not broken)
        or is_numbered_lane(before)
        or is_school_of_a_ward(before, mention)
        or ends_phrase(before)
        or is_public_place(before)
    ):
        yield FOR_BESIDE
    elif last in say.TO and not broken:
        sure = clauses.is_marked or Rank.WARD not in mention.ranks or mention.is_district
        yield FOR_BESIDE if sure else FOR_HINT
    elif not broken and _is_person_or_street(clauses, mention):
        yield AGAINST


def _is_person_or_street(clauses: Clauses, mention: Mention) -> bool:
    before = clauses.before(mention, 2)
    word, earlier = before[-1], before[0]
    if mention.is_district and (clauses.is_bare(mention) or earlier in say.HOME):
        return False
    is_named_after = mention.ranks.isdisjoint({Rank.DISTRICT, Rank.LANDMARK})  # 'trường Đại học …' is one itself
    is_school = word in say.SCHOOLS and is_named_after and earlier.plain != "nong"
    return word in say.PERSONS or word in say.STREETS or word in say.SURNAMES or is_school
