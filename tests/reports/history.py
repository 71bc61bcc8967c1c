"""Histories of a town, made by hand: each row says only what it is about."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session

from hotline.models import (
    Alert,
    AlertState,
    Case,
    CaseState,
    Contact,
    ContactChannel,
    ContactState,
    Outcome,
    Stage,
    event,
)
from routing.models import City, District, Officer

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)  # 12:00 in Cần Thơ
LAN, MINH = "nk1", "nk2"


class History:
    """Writes down what happened, seconds after noon."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._numbers = count(1)
        session.add(City(name="Cần Thơ", case_prefix="CT"))
        session.add_all(District(code=code, name=code) for code in ("ninh-kieu", "cai-rang"))
        session.add_all(Officer(id=one, name=one, phone=f"+8491200000{n}") for n, one in enumerate((LAN, MINH)))
        session.flush()

    def case(self, at: float = 0, *, taken: float | None = None, acted: float | None = None, **more: Any) -> Case:
        opened = NOON + timedelta(seconds=at)
        values: dict[str, Any] = {
            "state": CaseState.OPEN if taken is None else CaseState.ACKNOWLEDGED,
            "district": "ninh-kieu",
            "acknowledged_at": None if taken is None else opened + timedelta(seconds=taken),
            "first_action_at": None if acted is None else opened + timedelta(seconds=acted),
        }
        return self._add(Case(number=f"CT-{next(self._numbers)}", opened_at=opened, **(values | more)))

    def call(self, case: Case | None, at: float = 0, **more: Any) -> Contact:
        return self._contact(ContactChannel.VOICE, case, at, more)

    def text(self, case: Case | None, at: float = 0, **more: Any) -> Contact:
        return self._contact(ContactChannel.SMS, case, at, {"ended": 0, "outcome": Outcome.RECEIVED} | more)

    def _contact(self, channel: ContactChannel, case: Case | None, at: float, more: dict[str, Any]) -> Contact:
        """`answered`, `waiting` and `ended` are seconds after its start."""
        start = NOON + timedelta(seconds=at)
        moments = {
            f"{name}{'_since' if name == 'waiting' else '_at'}": start + timedelta(seconds=more.pop(name))
            for name in ("answered", "waiting", "ended")
            if name in more
        }
        state, stage = (ContactState.ENDED, Stage.DONE) if "ended_at" in moments else (ContactState.OPEN, Stage.WAITING)
        row = Contact(
            channel=channel,
            sid=f"CA{next(self._numbers)}",
            caller="+84900000001",
            called="+842923000111",
            case_id=case.id if case else None,
            state=state,
            stage=stage,
            started_at=start,
            **moments,
            **more,
        )
        if case:
            case.channel = case.channel or channel
        return self._add(row)

    def alert(self, case: Case, at: float = 0, *, was: str = "", exhausted: bool = False, **more: Any) -> Alert:
        """One that was taken in the end; `was`: the step from which it began anew, such as '2.1'."""
        opened = NOON + timedelta(seconds=at)
        alert = self._add(Alert(case_id=case.id, state=AlertState.ACKNOWLEDGED, opened_at=opened, **more))
        if was:
            self._add(event(case.id, "alert.step", now=opened, subject=alert.id, before=was, after="0.0"))
        if exhausted:
            self._add(event(case.id, "alert.state", now=opened, subject=alert.id, after=AlertState.EXHAUSTED))
        return alert

    def _add(self, row: Any) -> Any:
        self.session.add(row)
        self.session.flush()
        return row
