"""One night of alerts: what its rules share, and what must hold after each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import Engine
from sqlmodel import Session

from hotline import cases, db
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import open_alert
from hotline.settings import Settings
from routing.roster import city
from tests.hotline.alert_looks import look
from tests.hotline.alert_model import TURNS, AlertNow, Attempt, Night
from tests.hotline.alert_network import Networkless
from tests.hotline.alert_world import Chain, forget_everything

START = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
PICK = st.integers(0, 30)


class AlertNight(RuleBasedStateMachine):
    def __init__(self, engine: Engine, settings: Settings) -> None:
        super().__init__()
        self.engine, self.now = engine, START
        self.network = Networkless(engine, settings)
        self.pressed: set[tuple[int, str]] = set()
        self.chain = Chain()
        self.night = Night({}, {})
        """As it was when the last rule had ended."""

    @initialize(districts=st.lists(st.sampled_from(["ninh-kieu", "cai-rang", None]), min_size=2, max_size=4))
    def night_falls(self, districts: list[str | None]) -> None:
        """It begins busy: several cases ring already, and want the same officers."""
        forget_everything(self.engine)
        for district in districts:
            alert = self.do(lambda session, district=district: self._ring_for(session, district))
            self.do(lambda session, alert=alert: escalate(session, alert, now=self.now))

    def _ring_for(self, session: Session, district: str | None) -> int:
        case = cases.open_case(session, city(session), district=district, now=self.now, why="a test")
        return open_alert(session, case.id, now=self.now, ring_at=self.now, why="a test").id

    def do(self, act: Callable[[Session], object]) -> object:
        with db.transaction(self.engine) as session:
            return act(session)

    def look(self) -> Night:
        with self.engine.connect() as connection:
            return look(connection)

    def changes(self, act: Callable[[], object], **expected: AlertNow) -> tuple[Night, Night]:
        """Do it; no alert may change but as `expected` (by `alert<id>`)."""
        before = self.night
        act()
        after = self.look()
        for alert in before.alerts.values():
            wanted = expected.get(f"alert{alert.id}", alert)
            of_the_case = {"live": wanted.live, "case_owner": wanted.case_owner, "case_closed": wanted.case_closed}
            assert replace(after.alerts[alert.id], **of_the_case) == wanted
        return before, after

    def some_alert(self, number: int) -> AlertNow:
        alerts = list(self.night.alerts.values())
        return alerts[number % len(alerts)]

    def some_attempt(self, number: int, channel: str = "call") -> Attempt | None:
        attempts = [one for one in self.night.attempts.values() if one.channel == channel]
        return attempts[-1 - number % len(attempts)] if attempts else None

    def _running(self, case: int) -> AlertNow | None:
        return next((one for one in self.look().alerts.values() if one.case_id == case and one.running), None)

    def _anew(self, alert: AlertNow) -> AlertNow:
        if alert.state == "ringing" and alert.step == 0:
            return replace(alert, next_step_at=min(alert.next_step_at or self.now, self.now))
        return replace(alert, state="ringing", round=alert.round + 1, step=0, turn=0, next_step_at=self.now)

    # -- what must always hold

    @invariant()
    def what_must_hold_holds(self) -> None:
        night = self.night = self.look()
        self._check_log(night)
        on_line = [one.officer for one in night.attempts.values() if one.on_line]
        assert len(on_line) == len(set(on_line)), "an officer has two calls at once"
        for alert in night.alerts.values():
            assert (alert.next_step_at is not None) == alert.running, "a running alert goes on, another does not"
            assert alert.running or alert.acknowledged_by, "only a human stops an alert"
            self._check_nobody_is_forgotten(night, alert)

    def _check_log(self, night: Night) -> None:
        with self.engine.connect() as connection:
            self.chain.read_on(connection)
        for alert in night.alerts.values():
            assert self.chain.states["alert.state", alert.id] == alert.state
            assert self.chain.owners.get(alert.id) == alert.acknowledged_by
            assert alert.acknowledged_by is None or (alert.id, alert.acknowledged_by) in self.pressed
        for note in night.attempts.values():
            assert self.chain.states["notification.state", note.id] == note.state

    def _check_nobody_is_forgotten(self, night: Night, alert: AlertNow) -> None:
        """Whom the running turn wants was reached in it, or is on another call."""
        if alert.state == "ringing" and alert.step:
            reached = {one.officer for one in night.of(alert) if one.turn_key == alert.turn_key}
            for officer in alert.officers(alert.step):
                assert officer in reached or night.busy_with(officer), f"{officer} is free, and was passed over"

    def teardown(self) -> None:
        """Nobody does anything any more: every alert goes up to the last step, and reminds the managers then.

        One that finds everybody on other calls, which end no more, waits in line instead.
        """
        for alert in [one.id for one in self.look().alerts.values() if one.running]:
            for _ in range(len(TURNS) + 2):
                self.now = max(self.now, self.look().alerts[alert].next_step_at or self.now)
                assert self.do(lambda session, id=alert: escalate(session, id, now=self.now))
            night = self.look()
            waits_in_line = not any(one.round == night.alerts[alert].round for one in night.of(night.alerts[alert]))
            assert night.alerts[alert].state == "exhausted" or waits_in_line
