"""Everything about alerts at the same time: what must hold, holds; nothing blocks for ever."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from hotline import cases, db
from hotline.alerts.acceptance import accept, decline
from hotline.alerts.escalation import escalate
from hotline.alerts.lines import line_ended
from hotline.alerts.opening import begin_anew, open_alert
from hotline.cityfile import apply_city, read_city
from hotline.models import RUNNING, Alert, AlertState, Case, CaseEvent, Notification, NotificationState
from routing.models import Channel
from routing.roster import city

TOWN = Path(__file__).parents[1] / "stories" / "town.yaml"
NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
CASES, THREADS, ACTS = 6, 8, 60


@pytest.fixture
def alerts(engine: Engine) -> list[int]:
    """Alerts of two districts that want the same managers and the same desk."""
    with db.transaction(engine) as session:
        apply_city(session, read_city(TOWN), now=NOW)
        where = city(session)
        opened = [
            cases.open_case(session, where, district=["ninh-kieu", "cai-rang"][number % 2], now=NOW, why="a test")
            for number in range(CASES)
        ]
        return [open_alert(session, case.id, now=NOW, ring_at=NOW, why="a test").id for case in opened]


@pytest.mark.parametrize("seed", range(3))
def test_what_must_hold_holds_when_everything_happens_at_once(engine: Engine, alerts: list[int], seed: int) -> None:
    with ThreadPoolExecutor(THREADS) as pool:
        crashes = list(pool.map(lambda number: live_through(engine, alerts, seed * 100 + number), range(THREADS)))
    assert [crash for share in crashes for crash in share] == []
    with Session(engine) as session:
        check_officers_have_one_call_each(session)
        check_every_acceptance_has_one_owner(session)
        check_every_running_alert_goes_on(session)
        check_no_state_went_backwards(session)


def live_through(engine: Engine, alerts: list[int], seed: int) -> list[str]:
    """One process's share of the night; returns what went wrong."""
    dice = random.Random(seed)
    crashes = []
    for act in range(ACTS):
        try:
            with db.transaction(engine) as session:
                do_something(session, alerts, dice, NOW + timedelta(seconds=3 * act))
        except DBAPIError as error:
            crashes.append(type(error.orig).__name__)
    return crashes


def do_something(session: Session, alerts: list[int], dice: random.Random, now: datetime) -> None:
    alert = dice.choice(alerts)
    calls = session.exec(select(Notification.id).where(Notification.channel == Channel.CALL)).all()
    act = dice.choice(["escalate", "escalate", "end", "end", "decline", "accept", "anew"])
    if act == "escalate":
        escalate(session, alert, now=now)
    elif act == "anew":
        begin_anew(session, session.get_one(Alert, alert).case_id, now=now, why="a test")
    elif calls:
        call = dice.choice(calls)
        if act == "end":
            line_ended(session, call, NotificationState.UNANSWERED, now=now)
        elif act == "decline":
            decline(session, call, now=now)
        elif dice.random() < 0.2:
            accept(session, call, now=now)


def check_officers_have_one_call_each(session: Session) -> None:
    busy = session.exec(
        select(Notification.officer).where(
            Notification.channel == Channel.CALL, col(Notification.line_free_at).is_(None)
        )
    ).all()
    assert max(Counter(busy).values(), default=0) <= 1


def check_every_acceptance_has_one_owner(session: Session) -> None:
    for alert in session.exec(select(Alert).where(Alert.state == AlertState.ACKNOWLEDGED)).all():
        case = session.get_one(Case, alert.case_id)
        assert case.acknowledged_by is not None
        accepted = session.exec(
            select(Notification.officer).where(
                Notification.alert_id == alert.id, Notification.state == NotificationState.ACCEPTED
            )
        ).all()
        assert accepted == [alert.acknowledged_by]


def check_every_running_alert_goes_on(session: Session) -> None:
    for alert in session.exec(select(Alert).where(col(Alert.state).in_(RUNNING))).all():
        assert alert.next_step_at is not None


def check_no_state_went_backwards(session: Session) -> None:
    """The log of each alert and notification is one unbroken chain."""
    states: dict[tuple[str, int | None], str] = {}
    logged = select(CaseEvent).where(col(CaseEvent.what).in_(["alert.state", "notification.state", "case.state"]))
    for line in session.exec(logged.order_by(col(CaseEvent.id))).all():
        thing = (line.what, line.subject)
        if thing in states:
            assert line.before == states[thing], (thing, line)
        states[thing] = line.after or ""
