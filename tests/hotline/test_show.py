"""`hotline show`: the contract's records, on the command line."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from hotline import cases, contacts, db
from hotline.alerts.escalation import escalate
from hotline.alerts.opening import open_alert
from hotline.cityfile import apply_city, read_city
from hotline.cli import build
from hotline.models import Alarm, ContactChannel
from routing.roster import city

TOWN = Path(__file__).parents[1] / "stories" / "town.yaml"
NOW = datetime(2026, 3, 2, 19, 0, 0, 250_000, tzinfo=UTC)
CONTRACT = {
    "contacts": "id channel sid from to district place case state outcome started_at answered_at ended_at answered_by "
    "disposition",
    "cases": "number state urgency district opened_at acknowledged_at acknowledged_by closed_at contacts",
    "alerts": "id case state step next_step_at opened_at acknowledged_at acknowledged_by",
    "notifications": "id alert step officer channel state sid attempts error created_at sent_at ended_at",
    "events": "id case at what from to who why",
    "alarms": "kind subject raised_at cleared_at told",
}


@pytest.fixture
def a_call(engine: Engine, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One call whose officers are about to be rung, and a worker that is silent."""
    monkeypatch.setenv("HOTLINE_HOME", str(home))
    with db.transaction(engine) as session:
        apply_city(session, read_city(TOWN), now=NOW)
        case = cases.open_case(session, city(session), district="ninh-kieu", now=NOW, why="a test")
        contact = contacts.insert_contact(
            session, ContactChannel.VOICE, "CA1", caller="+84900000001", called="+842923891111", now=NOW
        )
        assert contact
        contacts.attach(session, contact, case, now=NOW)
        session.add(Alarm(kind="part", subject="worker", raised_at=NOW, seen_at=NOW, tell_at=NOW))
        escalate(session, open_alert(session, case.id, now=NOW, ring_at=NOW, why="a test").id, now=NOW)


def show(*arguments: str) -> str:
    result = CliRunner().invoke(build(["show"]), ["show", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("kind", CONTRACT)
def test_each_row_is_one_json_object_with_all_fields_of_the_contract(a_call: None, kind: str) -> None:
    rows = [json.loads(line) for line in show(kind, "--json").splitlines()]
    assert rows
    assert set(CONTRACT[kind].split()) <= set(rows[0])


def test_times_are_utc_and_unknown_is_null(a_call: None) -> None:
    case = json.loads(show("cases", "--json"))
    assert case["opened_at"] == "2026-03-02T19:00:00.250000Z"
    assert case["closed_at"] is None


def test_numbers_are_masked_until_they_are_revealed_which_leaves_an_event(a_call: None) -> None:
    assert json.loads(show("contacts", "--json"))["from"] == "+84•••••••001"
    assert json.loads(show("contacts", "--json", "--reveal"))["from"] == "+84900000001"
    events = [json.loads(line) for line in show("events", "--json").splitlines()]
    assert [event["why"] for event in events if event["what"] == "numbers.revealed"] == ["show contacts"]


@pytest.mark.parametrize("kind", CONTRACT)
def test_the_table_is_for_people(a_call: None, kind: str) -> None:
    table = show(kind)
    assert "+84900000001" not in table
    assert "02:00:" in table or kind == "notifications", "the city's time"
    assert re.search(r"CT-\d+|nk1|city.applied|worker", table)


def test_an_unknown_kind_is_bad_usage() -> None:
    result = CliRunner().invoke(build(["show"]), ["show", "secrets"])
    assert result.exit_code == 2
