"""Several things at the same moment."""

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import Session

from hotline.alerts.acceptance import accept, decline
from hotline.alerts.escalation import escalate
from hotline.alerts.lines import line_ended
from hotline.alerts.opening import begin_anew
from hotline.models import NotificationState
from hotline.notifications import adopt
from tests.hotline.alert_console import ConsoleRules
from tests.hotline.alert_night import PICK
from tests.hotline.alert_world import at_once, forget_ids, in_any_order

KINDS = st.sampled_from(
    [
        *("escalate", "escalate", "accept", "accept", "decline", "ends", "fails", "anew", "adopt"),
        *("accept by hand", "pass on by hand", "close", "join"),
    ]
)


class AtOnceRules(ConsoleRules):
    @precondition(lambda self: self.night.attempts)
    @rule(choices=st.lists(st.tuples(KINDS, PICK), min_size=2, max_size=3))
    def everything_at_once(self, choices: list[tuple[str, int]]) -> None:
        """What comes of it is what would have come of it one after the other, in some order."""
        work = [self._act(kind, number) for kind, number in choices]
        one_after_the_other = in_any_order(self.engine, work)
        answers = at_once([lambda act=act: self.do(act) for act in work])
        with self.engine.connect() as connection:
            assert (answers, forget_ids(connection)) in one_after_the_other

    def _act(self, kind: str, number: int) -> Callable[[Session], object]:
        alert, call = self.some_alert(number), self.some_attempt(number) or self.some_attempt(number, "sms")
        assert call is not None
        if kind == "accept":
            self.pressed.add((call.alert_id, call.officer))
        acts: dict[str, Callable[[Session], object]] = {
            "escalate": lambda session: escalate(session, alert.id, now=self.now),
            "accept": lambda session: accept(session, call.id, now=self.now),
            "decline": lambda session: decline(session, call.id, now=self.now),
            "ends": lambda session: line_ended(session, call.id, NotificationState.UNANSWERED, now=self.now),
            "fails": lambda session: line_ended(session, call.id, NotificationState.FAILED, now=self.now),
            "anew": lambda session: begin_anew(session, alert.case_id, now=self.now, why="a test"),
            "adopt": lambda session: adopt(session, call.id, f"CB{call.id}", now=self.now),
        }
        return acts[kind] if kind in acts else self._act_at_the_console(kind, number, call.officer)

    def _act_at_the_console(self, kind: str, number: int, officer: str) -> Callable[[Session], object]:
        alert = self.some_alert(number)
        if kind == "accept by hand":
            return self.accepting_by_hand(alert, officer)
        if kind == "pass on by hand":
            return self.passing_on_by_hand(alert, officer)
        return self.ending(alert, officer, self.some_alert(number + 1) if kind == "join" else None)
