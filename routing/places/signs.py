"""Whether a name in a text really is a place: the words beside it add up for and against."""

from collections.abc import Iterator
from dataclasses import dataclass

from routing.places import vocabulary as say
from routing.places.clauses import Clauses
from routing.places.giveaways import is_given_away, is_ordinary
from routing.places.index import How
from routing.places.mentions import Mention
from routing.places.names import Rank
from routing.places.openings import cries_for_help, is_doing, is_spoken_answer, opens_with_place
from routing.places.persons import does_what_people_do, is_somebodys_name
from routing.places.preceding import points_before
from routing.places.weights import AGAINST, FOR_AGE, FOR_BARE, FOR_BESIDE, FOR_TURN

_ENOUGH = 2
_LONG_LANDMARK = 3
_LONG_JOINED = 7
_ONLY_THEN = ("moi duoc", "moi cho", "moi biet", "moi ve", "moi di")
"""'khi nào con trưởng thành mới được …'."""
_IS_RIGHT = ("moi dung", "moi phai")
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
        yield from points_before(self.clauses, mention)
        yield from self._points_after(mention)

    def _own_points(self, mention: Mention) -> Iterator[int]:
        named = self.clauses.words[mention.start : mention.end]
        if self.clauses.is_bare(mention) and (not mention.is_short or named[0].text.isupper()):
            yield FOR_BARE
        if self.clauses.touches_another(mention) and not (mention.is_elsewhere and mention.how.is_weak):
            yield FOR_BESIDE
        if mention.is_district and (self.clauses.is_in_doubt or self._is_told(mention)):
            yield FOR_BESIDE
        if mention.is_district and self.clauses.takes_turns:
            yield FOR_TURN
        opens = opens_with_place(self.clauses, mention) or cries_for_help(self.clauses, mention)
        if opens or self._is_whole(mention) or self._may_be_too(mention):
            yield FOR_BESIDE
        may_be_a_person = Rank.WARD in mention.ranks and not mention.is_district
        if not may_be_a_person and self.clauses.is_capital(mention):
            yield FOR_BESIDE

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

    def _points_after(self, mention: Mention) -> Iterator[int]:
        after = self.clauses.after(mention, 2)
        joined = " ".join(word.plain for word in self.clauses.after(mention, 3))
        is_thing = is_ordinary(self.clauses, mention) and not self.clauses.is_capital(mention)  # 'bình thủy mới'
        is_new = bool(after) and after[0] in say.NEW and not joined.startswith(_ONLY_THEN)
        if after and not is_thing and (is_new or after[0] in say.FORMER or joined == "sau sap nhap"):
            yield FOR_AGE
        elif (
            after
            and (after[0] in say.AFTER or joined.startswith(_IS_RIGHT) or joined.startswith(_ARRIVED))
            and not is_doing(self.clauses, mention)
        ):
            yield FOR_BESIDE
        if is_given_away(self.clauses, mention):
            yield AGAINST
        if does_what_people_do(self.clauses, mention) and not opens_with_place(self.clauses, mention):
            yield AGAINST
