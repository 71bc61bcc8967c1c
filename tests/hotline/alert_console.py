"""What officers do to alerts at the console, whether or not their telephones ring."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import Session

from hotline.alerts.by_hand import accept_by_hand, pass_on_by_hand
from hotline.casework.closing import close_case, join_case
from hotline.casework.news import news_of
from hotline.casework.refusals import Refused
from hotline.models import Case, Disposition
from routing.models import Officer
from tests.hotline.alert_model import AlertNow
from tests.hotline.alert_night import PICK, AlertNight

WHO = st.sampled_from(["shared", "nk1", "nk2", "reader", "boss", "desk1"])
Act = Callable[[Session], object]


class ConsoleRules(AlertNight):
    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK, officer=WHO)
    def somebody_accepts_by_hand(self, number: int, officer: str) -> None:
        """A caller who waits is never left without a ring: of whoever accepts, or of all as before."""
        alert = self.some_alert(number)
        cannot_come = alert.live and not self.night.could_be_put_through(alert, officer)
        is_theirs = alert.running and not cannot_come
        wanted = replace(alert, **TAKEN, acknowledged_by=officer) if is_theirs else alert
        answers: list[object] = []
        act = self.accepting_by_hand(alert, officer)
        _, after = self.changes(lambda: answers.append(self.do(act)), **{f"alert{alert.id}": wanted})
        told = "joining" if alert.live else "accepted"
        assert answers == [told if is_theirs else "busy" if alert.running else "taken"]
        if is_theirs:
            assert not [one for one in after.of(alert) if one.state == "queued"]
            joins = [one.officer for one in after.attempts.values() if one.on_line and one.purpose == "join"]
            assert officer in joins or not alert.live

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK, officer=WHO)
    def somebody_passes_on_by_hand(self, number: int, officer: str) -> None:
        """It goes on at once when nobody of its turn is left, and only then."""
        alert, before = self.some_alert(number), self.night
        own = [one for one in before.of(alert) if one.officer == officer and one.state in {"queued", "sent"}]
        assert self.do(self.passing_on_by_hand(alert, officer)) == bool(alert.running and own)
        after = self.look()
        assert not [one for one in after.of(alert) if one in own and alert.running]
        is_over = alert.state == "ringing" and alert.step > 0 and own
        is_over = is_over and after.nobody_is_left(alert, known=max(before.attempts))
        for one in before.alerts.values():
            wanted = replace(one, next_step_at=self.now) if one.id == alert.id and is_over else one
            assert after.alerts[one.id] == wanted

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK, other=PICK, officer=WHO, joins=st.booleans())
    def somebody_ends_a_case(self, number: int, other: int, officer: str, joins: bool) -> None:
        """As no case at all, or as a duplicate: whoever says so takes what rings. Not while a caller is on the line."""
        alert, survivor = self.some_alert(number), self.some_alert(other)
        refused = alert.case_closed or alert.live
        if joins:
            refused = refused or survivor.case_closed or survivor.case_id == alert.case_id
        running = self._running(alert.case_id)
        taken = {} if refused or running is None else {
            f"alert{running.id}": replace(running, **TAKEN, acknowledged_by=officer)
        }  # fmt: skip
        answers: list[object] = []
        act = self.ending(alert, officer, survivor if joins else None)
        _, after = self.changes(lambda: answers.append(self.do(act)), **taken)
        assert refused or answers == [None]
        assert after.alerts[alert.id].case_closed == (alert.case_closed or not refused)

    # -- also for those who do it at the same moment

    def accepting_by_hand(self, alert: AlertNow, officer: str) -> Act:
        self.pressed.add((alert.id, officer))
        return lambda session: accept_by_hand(session, alert.id, session.get_one(Officer, officer), now=self.now)

    def passing_on_by_hand(self, alert: AlertNow, officer: str) -> Act:
        return lambda session: pass_on_by_hand(session, alert.id, session.get_one(Officer, officer), now=self.now)

    def ending(self, alert: AlertNow, officer: str, survivor: AlertNow | None) -> Act:
        """With the page as it is now."""
        self.pressed |= {(one.id, officer) for one in self.night.alerts.values() if one.case_id == alert.case_id}
        with Session(self.engine) as session:
            version = session.get_one(Case, alert.case_id).version
            seen = news_of(session, alert.case_id, who=officer)

        def act(session: Session) -> object:
            page = {"who": officer, "now": self.now, "version": version, "seen": seen}
            try:
                with session.begin_nested():  # what is refused is not done by half
                    if survivor:
                        join_case(session, alert.case_id, survivor.case_id, **page)
                    else:
                        close_case(session, alert.case_id, Disposition.PRANK, **page)
            except Refused as error:
                return error.reason
            return None

        return act


TAKEN = {"state": "acknowledged", "next_step_at": None}
