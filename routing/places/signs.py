"""Whether a name in a text really is a place: the words beside it add up for and against."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.giveaways import is_given_away, is_ordinary
from routing.places.index import How
from routing.places.kinds import Kind, kind_before
from routing.places.mentions import Mention
from routing.places.names import Rank
from routing.places.openings import is_doing, is_spoken_answer, opens_with_place
from routing.places.persons import does_what_people_do, is_nickname, is_somebodys_name
from routing.places.surroundings import (
    ends_phrase,
    is_address,
    is_numbered_lane,
    is_public_place,
    is_school_of_a_ward,
    is_vehicle,
)
from routing.places.times import was_called

_ENOUGH = 2
_FOR_KIND = _FOR_BARE = _FOR_AGE = 3
_FOR_BESIDE = 2
_FOR_HINT = 1
_AGAINST = -5
_FOR_TURN = 5
"""'một tuần ở với ba Thốt Nốt, một tuần …': it is a place and no person."""
_LONG_LANDMARK = 3
_LONG_JOINED = 7
_ARRIVED = ("o roi", "o luon", "o toi gio")
"""'mẹ dẫn lên An Khánh ở rồi'."""


@dataclass(frozen=True)
class Signs:
    clauses: Clauses
    spoken: bool

    def is_meant(self, mention: Mention) -> bool:
        if is_somebodys_name(self.clauses.before(mention, 4)):
            return False
        return mention.is_city or sum(self._points(mention)) >= self._needed(mention)

    def _needed(self, mention: Mention) -> int:
        """A district's name is enough unless it is an ordinary word; the rest needs a sign, a guess a better one."""
        if mention.how.is_weak:
            if mention.is_elsewhere:
                return _ENOUGH + 2
            heard = self.spoken and mention.how is How.OTHER_MARKS
            return _ENOUGH if mention.is_district or heard else _ENOUGH + 1
        if mention.how is How.SHORT:
            return _ENOUGH
        if mention.is_district:
            return _ENOUGH if is_ordinary(self.clauses, mention) else 0
        if Rank.LANDMARK in mention.ranks and len(mention.names[0].words) >= _LONG_LANDMARK:
            return 0
        return _ENOUGH

    def _points(self, mention: Mention) -> Iterator[int]:
        yield from self._own_points(mention)
        yield from self._points_before(mention)
        yield from self._points_after(mention)

    def _own_points(self, mention: Mention) -> Iterator[int]:
        named = self.clauses.words[mention.start : mention.end]
        if self.clauses.is_bare(mention) and (not mention.is_short or named[0].text.isupper()):
            yield _FOR_BARE
        if self.clauses.touches_another(mention) and not (mention.is_elsewhere and mention.how.is_weak):
            yield _FOR_BESIDE
        if mention.is_district and (self.clauses.is_in_doubt or self._is_told(mention)):
            yield _FOR_BESIDE
        if mention.is_district and self.clauses.takes_turns:
            yield _FOR_TURN
        if opens_with_place(self.clauses, mention) or self._is_whole(mention) or self._may_be_too(mention):
            yield _FOR_BESIDE
        may_be_a_person = Rank.WARD in mention.ranks and not mention.is_district
        if not may_be_a_person and self.clauses.is_capital(mention):
            yield _FOR_BESIDE

    def _is_told(self, mention: Mention) -> bool:
        """'co do ne chi oi …': first of all the name, and a particle."""
        after = self.clauses.after(mention)
        return mention.start == self.clauses.clause(mention).start and bool(after) and after[0] in say.PARTICLES

    def _is_whole(self, mention: Mention) -> bool:
        """Joined as no ordinary words would be, 'thotnot'; or said in answer."""
        is_joined = mention.is_district and mention.how is How.JOINED and len(mention.plain) > _LONG_JOINED
        return is_joined or (self.spoken and is_spoken_answer(self.clauses, mention))

    def _may_be_too(self, mention: Mention) -> bool:
        """'cũng có thể là Long Tuyền', typed without marks."""
        before = self.clauses.before(mention)
        return self.clauses.is_in_doubt and bool(before) and before[-1].plain in {"la", "thi"}

    def _points_before(self, mention: Mention) -> Iterator[int]:
        before = self.clauses.before(mention, 3)
        if not before:
            return
        last = before[-1]
        broken = self.clauses.words[mention.start].after_break
        if was_called(self.clauses, mention):
            yield _FOR_AGE
        elif not broken and is_nickname(before):
            yield _AGAINST
        elif is_address(before):
            yield _FOR_BESIDE
        elif kind_before(self.clauses, mention) in {Kind.DISTRICT, Kind.WARD, Kind.PROVINCE}:
            yield _FOR_KIND
        elif last.plain == "cau" and Rank.WARD in mention.ranks and not mention.is_district:
            yield _FOR_BESIDE if before[:-1] and before[-2].plain in {"gan", "ngay"} else _FOR_HINT
        elif is_vehicle(before):
            yield _AGAINST
        elif last.plain in {"cho", "cau"} and not last.is_marked:
            yield _FOR_BESIDE if before[:-1] and before[-2] in say.AT else _FOR_HINT
        elif (
            (last in say.AT and not broken)
            or is_numbered_lane(before)
            or is_school_of_a_ward(before, mention)
            or ends_phrase(before)
            or is_public_place(before)
        ):
            yield _FOR_BESIDE
        elif last in say.TO and not broken:
            sure = self.clauses.is_marked or Rank.WARD not in mention.ranks or mention.is_district
            yield _FOR_BESIDE if sure else _FOR_HINT
        elif not broken and self._is_person_or_street(mention):
            yield _AGAINST

    def _is_person_or_street(self, mention: Mention) -> bool:
        before = self.clauses.before(mention, 2)
        word, earlier = before[-1], before[0]
        if mention.is_district and (self.clauses.is_bare(mention) or earlier in say.HOME):
            return False
        is_named_after = mention.ranks.isdisjoint({Rank.DISTRICT, Rank.LANDMARK})  # 'trường Đại học …' is one itself
        is_school = word in say.SCHOOLS and is_named_after and earlier.plain != "nong"
        return word in say.PERSONS or word in say.STREETS or word in say.SURNAMES or is_school

    def _points_after(self, mention: Mention) -> Iterator[int]:
        after = self.clauses.after(mention, 2)
        joined = " ".join(word.plain for word in self.clauses.after(mention, 3))
        is_thing = is_ordinary(self.clauses, mention) and not self.clauses.is_capital(mention)  # 'bình thủy mới'
        if after and not is_thing and (after[0] in say.NEW or after[0] in say.FORMER or joined == "sau sap nhap"):
            yield _FOR_AGE
        elif after and (after[0] in say.AFTER or joined.startswith(_ARRIVED)) and not is_doing(self.clauses, mention):
            yield _FOR_BESIDE
        if is_given_away(self.clauses, mention):
            yield _AGAINST
        if does_what_people_do(self.clauses, mention) and not opens_with_place(self.clauses, mention):
            yield _AGAINST
