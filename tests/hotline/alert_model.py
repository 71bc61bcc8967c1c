"""What an alert must do, said a second time and without a database: the model that its state machine is held to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

CITY = """
city: {name: Cần Thơ, national_line: "111", desk: "+842923999111"}
districts:
  - {code: ninh-kieu, name: Quận Ninh Kiều, digit: 1}
  - {code: cai-rang, name: Quận Cái Răng, digit: 3}
officers:
  - {id: shared, name: Lan, phone: "+84912000001", role: officer, channels: [call]}
  - {id: nk1, name: Minh, phone: "+84912000002", role: officer, channels: [call, sms]}
  - {id: nk2, name: Hoa, phone: "+84912000003", role: officer, channels: [call, sms]}
  - {id: reader, name: Tuấn, phone: "+84912000011", role: officer, channels: [sms]}
  - {id: boss, name: Sáu, phone: "+84912000090", role: manager, channels: [call, sms]}
  - {id: desk1, name: Bàn trực, phone: "+84912000099", role: officer, channels: [call]}
shifts:
  - {district: ninh-kieu, tier: 1, officers: [shared, nk1], days: daily, start: "00:00", end: "24:00"}
  - {district: ninh-kieu, tier: 2, officers: [nk2], days: daily, start: "00:00", end: "24:00"}
  - {district: cai-rang, tier: 1, officers: [shared, reader], days: daily, start: "00:00", end: "24:00"}
  - {district: city, tier: 1, officers: [desk1], days: daily, start: "00:00", end: "24:00"}
escalation:
  - {ring: {tier: 1}, wait: 25s}
  - {ring: {tier: 2}, wait: 20s}
  - {ring: {role: manager}, wait: 25s}
  - {ring: {district: city, tier: 1}, wait: 30s, repeat: 2}
"""
FIRST_TIER = {"ninh-kieu": ["shared", "nk1"], "cai-rang": ["shared", "reader"], None: ["desk1"]}
SECOND_TIER = {"ninh-kieu": ["nk2"], "cai-rang": [], None: []}
TURNS = [(1, 1, 25), (2, 1, 20), (3, 1, 25), (4, 1, 30), (4, 2, 30)]
"""Step, turn and the seconds until the next, as the city file has it."""
REMINDER = timedelta(minutes=5)
IN_FLIGHT, RUNNING = {"queued", "sent"}, {"ringing", "exhausted"}


@dataclass(frozen=True)
class AlertNow:
    id: int
    case_id: int
    state: str
    step: int
    turn: int
    round: int
    next_step_at: datetime | None
    opened_at: datetime
    acknowledged_by: str | None
    district: str | None
    case_owner: str | None
    live: bool
    """Whether a caller of its case is on the line and talks with nobody."""
    case_closed: bool

    @property
    def running(self) -> bool:
        return self.state in RUNNING

    @property
    def turn_key(self) -> tuple[int, int, int]:
        return self.round, self.step, self.turn

    def officers(self, step: int) -> list[str]:
        """Whom this step rings. Whoever has the case already is with the first ones."""
        named = {1: FIRST_TIER[self.district], 2: SECOND_TIER[self.district], 3: ["boss"], 4: ["desk1"]}[step]
        extra = [self.case_owner] if step == 1 and self.case_owner and self.case_owner not in named else []
        return extra + named

    def turns_left(self) -> Iterator[tuple[int, int, int]]:
        return (turn for turn in TURNS if turn[:2] > (self.step, self.turn))


@dataclass(frozen=True)
class Attempt:
    id: int
    alert_id: int
    round: int
    step: int
    turn: int
    officer: str
    channel: str
    purpose: str
    state: str
    sid: str | None
    on_line: bool
    """A call that occupies its officer's phone."""
    to_be_hung_up: bool
    thought_over: bool
    """Nobody has told that it was answered and ended."""

    @property
    def turn_key(self) -> tuple[int, int, int]:
        return self.round, self.step, self.turn


@dataclass(frozen=True)
class Night:
    """Everything at one moment, as it is written down."""

    alerts: dict[int, AlertNow]
    attempts: dict[int, Attempt]

    def busy_with(self, officer: str) -> int | None:
        """The alert whose call occupies this officer."""
        return next((one.alert_id for one in self.attempts.values() if one.on_line and one.officer == officer), None)

    def could_be_put_through(self, alert: AlertNow, officer: str) -> bool:
        """Their telephone is free, or rings for this very alert."""
        calls = [one for one in self.attempts.values() if one.on_line and one.officer == officer]
        return all(one.alert_id == alert.id and one.state in IN_FLIGHT for one in calls)

    def newest(self, case: int) -> AlertNow:
        return max((one for one in self.alerts.values() if one.case_id == case), key=lambda one: one.id)

    def of(self, alert: AlertNow) -> list[Attempt]:
        return [one for one in self.attempts.values() if one.alert_id == alert.id and one.purpose == "alert"]

    # -- what must happen next

    def after_escalating(self, alert: AlertNow, now: datetime) -> AlertNow:
        """How a due alert goes on: to the first turn with somebody free, else with anybody, else it is exhausted."""
        if alert.state == "exhausted":
            return replace(alert, round=alert.round + 1, next_step_at=now + REMINDER)
        if further := self._further(alert, now):
            return further
        if alert.step and not any(one.round == alert.round for one in self.of(alert)):
            again = self._further(replace(alert, round=alert.round + 1, step=0, turn=0), now)
            if again:  # everybody was on other calls all along
                return again
        return replace(alert, state="exhausted", round=alert.round + 1, next_step_at=now + REMINDER)

    def _further(self, alert: AlertNow, now: datetime) -> AlertNow | None:
        turns = [turn for turn in alert.turns_left() if alert.officers(turn[0])]
        free = [turn for turn in turns if any(self._can_reach(alert, one) for one in alert.officers(turn[0]))]
        for step, turn, seconds in (free or turns)[:1]:
            return replace(alert, step=step, turn=turn, next_step_at=now + timedelta(seconds=seconds))
        return None

    def _can_reach(self, alert: AlertNow, officer: str) -> bool:
        return officer == "reader" or self.busy_with(officer) in {None, alert.id}

    def nobody_is_left(self, alert: AlertNow, known: int) -> bool:
        """Everybody of the running turn has passed it on or failed; a text counts for those who were not called.

        `known` is the newest attempt that counts: what is offered afterwards starts anew.
        """
        turn = [one for one in self.of(alert) if one.turn_key == alert.turn_key and one.id <= known]
        called = {one.officer for one in turn if one.channel == "call"}
        counting = [one for one in turn if one.channel == "call" or one.officer not in called]
        return bool(turn) and all(one.state in {"declined", "failed"} for one in counting)

    def first_in_line(self, officer: str) -> int | None:
        """The alert that an officer who comes free is rung for: live callers first, then the oldest."""
        waiting = [one for one in self.alerts.values() if self._wants(one, officer)]
        return min(waiting, key=lambda one: (not one.live, one.opened_at, one.id)).id if waiting else None

    def _wants(self, alert: AlertNow, officer: str) -> bool:
        calls = [one for one in self.of(alert) if one.officer == officer and one.channel == "call"]
        if alert.step == 0 or not (alert.state == "ringing" or (alert.state == "exhausted" and alert.live)):
            return False
        if any(one.turn_key == alert.turn_key for one in calls):
            return False
        passed_over = alert.state == "exhausted" or not any(one.round == alert.round for one in calls)
        waits_in_line = alert.state == "ringing" and not any(one.round == alert.round for one in self.of(alert))
        last = max(step for step, *_ in TURNS) if waits_in_line else alert.step
        return any(officer in alert.officers(step) for step in range(1 if passed_over else alert.step, last + 1))
