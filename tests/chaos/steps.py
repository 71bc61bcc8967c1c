"""No step early, none late: the log of each alert against the city's waits, and the times when nothing could start."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.chaos.blows import NETWORK
from tests.chaos.records import Records
from tests.chaos.stage import RECONCILE_SECONDS
from tests.chaos.town import FIRST_WAITS, WAITS

LATE = 2.0
NOBODY_LOOKS = 7.0
"""Seconds that a step may be late while neither watch nor worker is there: until another process stands in."""
STARTS = {"started", "waits for a free officer"}
FOUND_WITHIN = {"spool": 2.0, "provider": 2 * RECONCILE_SECONDS + 4.0}
"""Seconds from the moment that all is well again until a lost contact is opened."""
AWAY, LONGEST_AWAY = {"postgres", "web", NETWORK}, timedelta(seconds=1)
OUT = {"declined", "failed"}
AT_ONCE = timedelta(seconds=1)
"""What is committed within that of each other may not have seen each other."""


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


@dataclass
class Alert:
    """One alert as its log tells it, line by line."""

    records: Records
    id: int
    notifications: list[dict[str, Any]]
    due: datetime | None = None
    earliest: datetime | None = None
    is_asking: bool = False
    """Whether its first step may wait for what a caller says."""
    position: tuple[int, int] = (0, 0)
    started_at: datetime | None = None
    states: dict[int, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def read(self, line: dict[str, Any], known_at: datetime) -> Iterator[str]:
        """`known_at` is when this can have been known; what was lost at first is written down at its true time."""
        at, what = moment(line["at"]), line["what"]
        self.lines.append(" ".join(str(line[name]) for name in ("at", "what", "subject", "from", "to", "why")))
        if what == "alert.state" and line["to"] in {"acknowledged", "cancelled"}:
            self.due = None
        elif what == "alert.state" and line["to"] == "exhausted":
            yield from self._check(at, "the end of the policy")
            self.due = self.earliest = self.started_at = None
        elif what == "alert.step" and line["to"] == "0.0":
            self._is_due(at, known_at)
        elif what == "alert.step" and line["why"] in STARTS:
            yield from self._start(at, line["to"])
        elif what == "notification.state":
            self.states[line["subject"]] = line["to"]
            if line["to"] in OUT and self._nobody_is_left(at - AT_ONCE):
                self.earliest = min(self.earliest or at, at)
            if line["to"] in OUT and self._nobody_is_left(at + AT_ONCE):
                self._is_due(at, known_at)
        elif self.is_asking and self.position == (0, 0) and self.due and _brings_on(line):
            self._is_due(at, known_at)

    def opened(self, at: datetime, known_at: datetime, why: str) -> None:
        self.is_asking = why == "a call"
        self.due = known_at + timedelta(seconds=FIRST_WAITS.get(why, 0))
        self.earliest, self.position, self.started_at = at, (0, 0), None

    def told(self, problem: str) -> str:
        """With the last lines of its log."""
        return "\n    ".join([f"alert {self.id}: {problem}", *self.lines[-12:]])

    def _is_due(self, at: datetime, known_at: datetime) -> None:
        self.due, self.earliest = min(self.due or known_at, known_at), min(self.earliest or at, at)

    def _start(self, at: datetime, position: str) -> Iterator[str]:
        yield from self._check(at, f"step {position}")
        step, turn = map(int, position.split("."))
        self.position, self.started_at = (step, turn), at
        self.due = self.earliest = at + timedelta(seconds=WAITS[step])

    def _check(self, at: datetime, what: str) -> Iterator[str]:
        if self.earliest and at < self.earliest:
            yield self.told(f"{what} at {at:%H:%M:%S} came {(self.earliest - at).total_seconds():.2f} s early")
        if self.due and at > limit(self.records, self.due, at):
            yield self.told(f"{what} at {at:%H:%M:%S} came {(at - self.due).total_seconds():.1f} s late")

    def _nobody_is_left(self, offered_until: datetime) -> bool:
        """As `hotline.alerts.lines` has it: a text keeps nobody waiting who was also called.

        An officer who comes free is rung in the middle of a step, until `offered_until`: it goes on or waits for them.
        """
        turn = [
            one
            for one in self.notifications
            if (one["step"], one["turn"]) == self.position
            and self.started_at
            and self.started_at <= moment(one["created_at"]) <= max(self.started_at, offered_until)
        ]
        called = {one["officer"] for one in turn if one["channel"] == "call"}
        counting = [one for one in turn if one["channel"] == "call" or one["officer"] not in called]
        return bool(turn) and all(self.states.get(one["id"]) in OUT for one in counting)


def _brings_on(line: dict[str, Any]) -> bool:
    """A caller who was being asked for the place has said it, waits, or has gone."""
    return (line["what"], line["to"]) in {("contact.stage", "waiting"), ("contact.state", "ended")} or (
        line["what"] == "case.district"
    )


def problems(records: Records) -> Iterator[str]:
    notifications = defaultdict(list)
    for one in records.shown["notifications"]:
        if one["purpose"] == "alert":
            notifications[one["alert"]].append(one)
    found = dict(_found(records))
    alert_of = {one["id"]: one["alert"] for many in notifications.values() for one in many}
    alerts: dict[int, Alert] = {}
    newest: dict[str, Alert] = {}
    for line in records.shown["events"]:
        at = moment(line["at"])
        known_at = found.get((line["case"], at), at)
        if line["what"] == "alert.state" and line["from"] is None:
            alert = newest[line["case"]] = alerts[line["subject"]] = Alert(
                records, line["subject"], notifications[line["subject"]]
            )
            alert.opened(at, known_at, why=line["why"])
        elif line["what"].startswith("alert."):
            yield from alerts[line["subject"]].read(line, known_at)
        elif line["what"] == "notification.state" and line["subject"] in alert_of:
            yield from alerts[alert_of[line["subject"]]].read(line, known_at)
        elif line["case"] in newest:
            yield from newest[line["case"]].read(line, known_at)
    for alert in alerts.values():
        if alert.due and records.ended_at > limit(records, alert.due, records.ended_at):
            yield alert.told(f"was due at {alert.due:%H:%M:%S}, and has not gone on")


def _found(records: Records) -> Iterator[tuple[tuple[str, datetime], datetime]]:
    """Cases of contacts that were found later, by the moment that their alert names, and when it can have begun."""
    for contact in records.shown["contacts"]:
        if contact["found"]:
            at = moment(contact["started_at"])
            yield (contact["case"], at), _known_at(records, contact["sid"], at, FOUND_WITHIN[contact["found"]])


def _known_at(records: Records, sid: str, at: datetime, seconds: float) -> datetime:
    """What struck while its webhook was under way, for seconds where a hundred come at once, has lost it; what strikes
    while it is looked for has it looked for anew.
    """

    def within(since: datetime) -> datetime:
        return since + records.lag.allow(seconds, since, since + timedelta(seconds=seconds))

    told = next((fetch.ended_at for fetch in records.fetches if fetch.sid == sid), None)
    known_at, until = within(at), max(at + LONGEST_AWAY, told or at)
    for blow in records.under(AWAY, at, records.ended_at):
        if blow.began_at <= until:
            known_at = until = within(blow.over_at)
    return known_at


def limit(records: Records, due: datetime, at: datetime) -> datetime:
    """Until when a step may start that is due: what can't start while the database is away starts at its return."""
    since = max([due, *(blow.over_at for blow in records.under({"postgres"}, due, at))])
    watch, worker = (records.under({part}, due, at) for part in ("watch", "worker"))
    seconds = NOBODY_LOOKS if watch and worker else LATE
    return since + records.lag.allow(seconds, due, at)
