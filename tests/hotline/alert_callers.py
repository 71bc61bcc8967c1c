"""What callers and time do to alerts."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlmodel import Session, select

from hotline import cases, contacts, db
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import begin_anew, open_alert
from hotline.intake.call import end_call
from hotline.models import AlertState, Case, Contact, ContactChannel, ContactState
from routing.roster import city
from tests.hotline.alert_night import PICK, AlertNight

MOST_CASES = 6


class CallerRules(AlertNight):
    @rule(district=st.sampled_from(["ninh-kieu", "cai-rang", None]), asked=st.booleans(), live=st.booleans())
    def somebody_calls(self, district: str | None, asked: bool, live: bool) -> None:
        if len(self.night.alerts) >= MOST_CASES:
            return

        def act(session: Session) -> None:
            case = cases.open_case(session, city(session), district=district, now=self.now, why="a test")
            if live:
                self._is_on_the_line(session, case)
            ring_at = self.now + timedelta(seconds=30 if asked else 0)
            open_alert(session, case.id, now=self.now, ring_at=ring_at, why="a test")

        self.do(act)

    def _is_on_the_line(self, session: Session, case: Case) -> None:
        number = len(session.exec(select(Contact.id)).all())
        contact = contacts.insert_contact(
            session, ContactChannel.VOICE, f"CA{number}", caller="anonymous", called="+84292", now=self.now
        )
        assert contact is not None
        contacts.attach(session, contact, case, now=self.now)

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK)
    def the_caller_is_back(self, number: int) -> None:
        """Joins the alert that runs, which waits no longer, has a new one, or begins an exhausted one anew.

        A closed case is not theirs.
        """
        alert = self.some_alert(number)
        if alert.case_closed:
            return

        def act(session: Session) -> None:
            self._is_on_the_line(session, session.get_one(Case, alert.case_id))
            joined = open_alert(session, alert.case_id, now=self.now, ring_at=self.now, why="a test")
            if joined.state == AlertState.EXHAUSTED:
                begin_anew(session, alert.case_id, now=self.now, why="a test")

        running = self._running(alert.case_id)
        is_idle = running is not None and (running.state == "exhausted" or running.step == 0)
        anew = {f"alert{running.id}": self._anew(running)} if running and is_idle else {}
        self.changes(lambda: self.do(act), **anew)
        assert self._running(alert.case_id)

    @rule(number=PICK)
    def a_caller_leaves(self, number: int) -> None:
        """Whoever was still being asked for the place is rung for now."""

        def act(session: Session) -> None:
            live = session.exec(select(Contact).where(Contact.state == ContactState.OPEN)).all()
            if live:
                end_call(session, live[number % len(live)], now=self.now)

        self.do(act)
        before, after = self.night, self.look()
        for alert in before.alerts.values():
            started = alert.state == "ringing" and alert.step == 0 and alert.live
            allowed = [alert, replace(alert, next_step_at=min(alert.next_step_at or self.now, self.now))]
            assert replace(after.alerts[alert.id], live=alert.live) in allowed[: 2 if started else 1]

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK, district=st.sampled_from(["ninh-kieu", "cai-rang"]))
    def the_district_becomes_known(self, number: int, district: str) -> None:
        alert = self.some_alert(number)
        if alert.district is not None:
            return

        def act(session: Session) -> None:
            case = db.locked(session, Case, alert.case_id)
            cases.set_district(session, case, district, now=self.now, why="a test")
            begin_anew(session, case.id, now=self.now, why="a test")

        same_case = {one.id: one for one in self.night.alerts.values() if one.case_id == alert.case_id}
        expected = {
            f"alert{one.id}": replace(self._anew(one) if one.running else one, district=district)
            for one in same_case.values()
        }
        self.changes(lambda: self.do(act), **expected)

    @rule(seconds=st.sampled_from([1, 5, 12, 25, 60, 130, 400]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK)
    def a_step_is_due(self, number: int) -> None:
        due = self.some_alert(number).next_step_at
        self.now = max(self.now, due or self.now)
        self.somebody_looks(number)

    @precondition(lambda self: self.night.alerts)
    @rule(number=PICK)
    def somebody_looks(self, number: int) -> None:
        """Early, on time, late or once more: only what is due starts."""
        alert = self.some_alert(number)
        is_due = alert.running and alert.next_step_at is not None and alert.next_step_at <= self.now
        wanted = self.night.after_escalating(alert, self.now) if is_due else alert
        started: list[object] = []
        self.changes(
            lambda: started.append(self.do(lambda session: escalate(session, alert.id, now=self.now))),
            **{f"alert{alert.id}": wanted},
        )
        assert started == [is_due]
