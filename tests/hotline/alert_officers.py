"""What officers, their telephones and the orders to them do to alerts."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import Session

from hotline import live_calls
from hotline.alerts.acceptance import accept, decline
from hotline.alerts.lines import free_stale_line, line_ended, stale_lines, text_failed
from hotline.models import NotificationState
from hotline.notifications import adopt
from hotline.sending import send
from tests.hotline.alert_model import Attempt, Night
from tests.hotline.alert_network import Networkless
from tests.hotline.alert_night import PICK, AlertNight
from tests.hotline.alert_world import at_once

ENDS = st.sampled_from(["unanswered", "failed"])


class OfficerRules(AlertNight):
    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def an_officer_accepts(self, number: int) -> None:
        if call := self.some_attempt(number):
            alert = self.night.alerts[call.alert_id]
            is_on_it = call.on_line or call.thought_over
            if call.purpose == "join" and is_on_it:  # rung to be put through, while others are rung anew
                alert = self.night.newest(alert.case_id)
            taken = replace(alert, state="acknowledged", acknowledged_by=call.officer, next_step_at=None)
            self.pressed.add((alert.id, call.officer))
            answer: list[object] = []
            _, after = self.changes(
                lambda: answer.append(self.do(lambda session: accept(session, call.id, now=self.now))),
                **{f"alert{alert.id}": taken if alert.running else alert},
            )
            if call.thought_over:
                is_busy = self.night.busy_with(call.officer) is not None
                assert after.attempts[call.id].on_line or is_busy, "a key pressed tells that the call goes on"
            is_theirs = call.state == "accepted" if call.purpose == "alert" else alert.acknowledged_by == call.officer
            assert answer == [alert.running or is_theirs]
            if alert.running:
                assert after.attempts[call.id].state == "accepted"
                assert not [one for one in after.of(alert) if one.state == "queued" and one.id != call.id]

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def an_officer_passes_on(self, number: int) -> None:
        if call := self.some_attempt(number):
            self._tries(call, lambda session: decline(session, call.id, now=self.now))

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK, state=ENDS)
    def a_call_ends(self, number: int, state: str) -> None:
        """Also again, and late. Whoever comes free is rung for the first in line; who only reads is not."""
        if call := self.some_attempt(number):
            before, after = self._tries(
                call, lambda session: line_ended(session, call.id, NotificationState(state), now=self.now)
            )
            offered = [one.alert_id for one in after.attempts.values() if one.on_line and one.id not in before.attempts]
            first = before.first_in_line(call.officer) if call.on_line and call.officer != "reader" else None
            assert offered == ([first] if first else [])

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def a_text_fails(self, number: int) -> None:
        if note := self.some_attempt(number, "sms"):
            self._tries(note, lambda session: text_failed(session, note.id, now=self.now, error="a test"))

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def a_call_tells_its_name(self, number: int) -> None:
        """The order was taken although its answer was lost."""
        if call := self.some_attempt(number):
            _, after = self._tries(call, lambda session: adopt(session, call.id, f"CB{call.id}", now=self.now))
            assert after.attempts[call.id].sid == call.sid or call.sid is None

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK, channel=st.sampled_from(["call", "sms"]), answer=st.sampled_from(Networkless.ANSWERS))
    def it_is_sent(self, number: int, channel: str, answer: str) -> None:
        if note := self.some_attempt(number, channel):
            self._tries(note, lambda _: self.network.let(send, note.id, answer, self.now))

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def two_send_it_at_once(self, number: int) -> None:
        """One of them gives the order, whoever looks."""
        if note := self.some_attempt(number):
            orders = len(self.network.orders)
            work = [lambda: self.network.let(send, note.id, "taken", self.now)] * 2
            self._tries(note, lambda _: at_once(work))
            assert len(self.network.orders) - orders <= 1

    @precondition(lambda self: self.night.attempts)
    @rule(number=PICK)
    def it_is_hung_up(self, number: int) -> None:
        if call := self.some_attempt(number):
            self._tries(call, lambda _: self.network.let(live_calls.hang_up, call.id, "taken", self.now))

    @rule()
    def forgotten_lines_are_freed(self) -> None:
        for line in self.do(lambda session: stale_lines(session, now=self.now)):
            stale = self.look().attempts[line]
            _, after = self._tries(stale, lambda session, id=line: free_stale_line(session, id, now=self.now))
            assert not after.attempts[line].on_line

    def _tries(self, note: Attempt, act: Callable[[Session], object]) -> tuple[Night, Night]:
        """Something about one attempt. Its alert goes on at once if nobody of its turn is left, and only then."""
        before, _ = self.night, self.do(act)
        after = self.night = self.look()
        now_that, case = after.attempts[note.id], after.alerts[note.alert_id].case_id
        changed = (now_that.state, now_that.on_line) != (note.state, note.on_line)
        for alert in before.alerts.values():
            is_over = alert.id == note.alert_id and changed and alert.state == "ringing" and alert.step > 0
            is_over = is_over and after.nobody_is_left(alert, known=max(before.attempts))
            wanted = replace(alert, next_step_at=self.now) if is_over else alert
            may_wait_no_longer = alert.case_id == case and alert.state == "ringing" and alert.step == 0
            assert after.alerts[alert.id] in [wanted, self._anew(wanted)][: 2 if may_wait_no_longer else 1]
        return before, after
