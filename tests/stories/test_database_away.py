"""The database freezes, comes back, and has everything that happened meanwhile: once, and at its true time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psutil
import pytest

from hotline import replay
from hotline.embedded import PostgresServer
from hotline.models import ContactState
from hotline.replay import Replay
from hotline.service import Service
from hotline.simulator.phones import Phone
from tests.waiting import wait_until

from .town import TWO_AT_NIGHT, Edge, Town

CALL = {"CallSid": "CA" + "1" * 32, "From": "+84900000001", "To": "+842923891111", "CallStatus": "ringing"}
TEXT = {"MessageSid": "SM" + "1" * 32, "From": "+84900000002", "To": "+842923891111", "Body": "con ở Ninh Kiều"}


class Database:
    """The town's database server."""

    def __init__(self, postgres: PostgresServer, service: Service) -> None:
        self._server = psutil.Process(postgres.pid)
        self._state = service.database
        self._replay = Replay(service)

    @contextmanager
    def frozen(self, *, known: bool = True) -> Iterator[None]:
        """It neither answers nor refuses. `known`: somebody has waited for it in vain already."""
        processes = [self._server, *self._server.children(recursive=True)]
        for process in processes:
            process.suspend()
        try:
            if known:
                self._state.suspect()
            yield
        finally:
            for process in processes:
                process.resume()
        wait_until(lambda: not self._state.is_away, within=20)

    def catches_up(self) -> None:
        self._replay.run()


@pytest.fixture
def database(postgres: PostgresServer, town: Town) -> Database:
    return Database(postgres, town.service)


@pytest.mark.in_time
def test_a_call_at_a_frozen_database_is_dialled_to_humans_and_written_down_later(
    town: Town, edge: Edge, database: Database, lan: Phone
) -> None:
    with database.frozen(known=False):
        answer = edge.post("/webhooks/voice", CALL)
        assert "<Dial" in answer.text
        assert town.service.database.away_since == TWO_AT_NIGHT
    database.catches_up()
    contact = town.record("contacts")
    assert contact["sid"] == CALL["CallSid"]
    assert contact["started_at"] == "2026-03-02T19:00:00Z"
    assert [len(town.records(kind)) for kind in ("cases", "alerts")] == [1, 1]


def test_a_text_at_a_database_that_is_away_is_accepted_and_rings_officers_later(
    town: Town, edge: Edge, database: Database, lan: Phone
) -> None:
    with database.frozen():
        answer = edge.post("/webhooks/sms", TEXT)
        assert (answer.status_code, "<Message>" in answer.text) == (200, False)
        town.clock.push(40)
    database.catches_up()
    contact = town.record("contacts")
    assert (contact["found"], contact["started_at"]) == ("spool", "2026-03-02T19:00:00Z")
    town.passes(1)
    lan.rings()
    assert town.service.spool.state().waiting == 0


def test_a_call_that_began_and_ended_meanwhile_has_its_true_times(town: Town, edge: Edge, database: Database) -> None:
    with database.frozen():
        edge.post("/webhooks/voice", CALL)
        town.clock.push(7)
        edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"})
        town.clock.push(5)
        assert edge.post("/webhooks/voice/status", CALL | {"CallStatus": "completed"}).status_code == 204
        town.clock.push(60)
    database.catches_up()
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"], contact["district"]) == ("ended", "abandoned", "ninh-kieu")
    assert (contact["started_at"], contact["ended_at"]) == ("2026-03-02T19:00:00Z", "2026-03-02T19:00:12Z")


def test_a_caller_of_whom_we_are_told_minutes_late_is_not_taken_for_gone(
    town: Town, edge: Edge, database: Database
) -> None:
    with database.frozen():
        edge.post("/webhooks/voice", CALL)
        town.clock.push(200)
    database.catches_up()
    town.passes(100)
    assert town.record("contacts")["state"] == ContactState.OPEN
    town.passes(25)
    assert town.record("contacts")["state"] == ContactState.ENDED, "nothing more was heard for two minutes"


def test_a_caller_in_the_queue_of_whom_we_are_told_minutes_late_is_not_taken_for_gone(
    town: Town, edge: Edge, database: Database
) -> None:
    edge.post("/webhooks/voice", CALL)
    edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"})
    with database.frozen():
        edge.post("/webhooks/voice/left", CALL | {"QueueResult": "leave"})
        town.clock.push(300)
    database.catches_up()
    town.passes(60)
    contact = town.record("contacts")
    assert (contact["state"], contact["ended_at"]) == (ContactState.OPEN, None)


def test_who_was_cut_off_from_an_officer_and_talks_with_the_desk_is_not_thought_to_wait(
    town: Town, edge: Edge, database: Database
) -> None:
    edge.post("/webhooks/voice", CALL)
    edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"})
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE contact SET stage = 'talking', answered_by = 'nk1'")
    with database.frozen():
        assert "<Dial" in edge.post("/webhooks/voice/left", CALL | {"QueueResult": "error"}).text
        picked_up = {"CallSid": "CA" + "2" * 32, "ParentCallSid": CALL["CallSid"], "CallStatus": "in-progress"}
        town.clock.push(4)
        edge.post("/webhooks/voice/fallback/status", picked_up)
    database.catches_up()
    contact = town.record("contacts")
    assert (contact["answered_at"], contact["answered_by"]) == ("2026-03-02T19:00:04Z", None)


def test_news_of_a_call_never_overtakes_what_was_put_by_of_it(town: Town, edge: Edge, database: Database) -> None:
    with database.frozen():
        edge.post("/webhooks/voice", CALL)
    town.clock.push(9)
    assert edge.post("/webhooks/voice/status", CALL | {"CallStatus": "completed"}).status_code == 204
    contact = town.record("contacts")
    assert (contact["started_at"], contact["ended_at"]) == ("2026-03-02T19:00:00Z", "2026-03-02T19:00:09Z")


def test_a_process_that_is_frozen_with_a_call_in_its_hands_keeps_no_other_caller_waiting(
    town: Town, edge: Edge, database: Database
) -> None:
    with database.frozen():
        edge.post("/webhooks/voice", CALL)
    (file,) = town.service.spool.waiting()
    with town.service.spool.claimed(file):
        edge.post_at_once(30, "/webhooks/voice/left", CALL | {"QueueResult": "error"})
        another = edge.post("/webhooks/voice", CALL | {"CallSid": "CA" + "2" * 32, "From": "+84900000003"})
        assert "<Gather" in another.text


def test_a_call_that_a_frozen_process_has_in_its_hands_is_rung_for_now_and_written_down_once(
    town: Town, edge: Edge, database: Database, lan: Phone
) -> None:
    with database.frozen():
        edge.post("/webhooks/voice", CALL)
    (file,) = town.service.spool.waiting()
    with town.service.spool.claimed(file):
        town.clock.push(9)
        assert "<Enqueue" in edge.post("/webhooks/voice/place?attempt=1", CALL | {"Digits": "1"}).text
        town.passes(1)
        lan.rings()
    database.catches_up()
    contact = town.record("contacts")
    assert (contact["state"], contact["started_at"]) == ("open", "2026-03-02T19:00:00Z"), "from when it began"
    assert [len(town.records(kind)) for kind in ("cases", "alerts")] == [1, 1]
    assert town.service.spool.state().waiting == 0


def test_webhooks_that_the_network_repeats_meanwhile_are_one_contact(
    town: Town, edge: Edge, database: Database
) -> None:
    with database.frozen():
        for _ in range(3):
            edge.post("/webhooks/sms", TEXT)
    database.catches_up()
    database.catches_up()
    assert edge.post("/webhooks/sms", TEXT).status_code == 200
    assert [len(town.records(kind)) for kind in ("contacts", "cases", "alerts")] == [1, 1, 1]


def test_two_who_catch_up_at_once_make_nothing_twice(town: Town, edge: Edge, database: Database) -> None:
    with database.frozen():
        edge.post_each_at_once("/webhooks/sms", [TEXT | {"MessageSid": f"SM{number:032d}"} for number in range(12)])
    others = [Replay(town.service) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(Replay.run, others))
    database.catches_up()
    assert len(town.records("contacts")) == 12
    assert len(town.records("cases")) == 1


def test_one_who_wrote_all_the_time_holds_up_nobody_else(town: Town, edge: Edge, database: Database) -> None:
    with database.frozen():
        for number in range(30):
            edge.post("/webhooks/sms", TEXT | {"MessageSid": f"SM{number:032d}"})
        edge.post("/webhooks/sms", TEXT | {"From": "+84900000003"})
        edge.post("/webhooks/voice", CALL)
    database.catches_up()
    order = [contact["from"] for contact in town.records("contacts")]
    assert (len(order), order.index("+84900000003") < 6, order.index(CALL["From"]) < 4) == (32, True, True)


def test_an_event_that_can_never_be_taken_in_is_put_aside_and_holds_up_no_other(
    town: Town, edge: Edge, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(replay, "FIRST_PAUSE", 0.0)
    with database.frozen():
        edge.post("/webhooks/voice/dialled/4711/status", CALL | {"CallStatus": "in-progress"})
        edge.post("/webhooks/sms", TEXT)
    database.catches_up()
    assert town.record("contacts")["found"] == "spool"
    for _ in range(replay.TRIES):
        database.catches_up()
    state = town.service.spool.state()
    assert (state.waiting, state.refused) == (0, 1)
    assert "+84900000001" not in caplog.text


def test_a_hostile_text_that_was_put_by_is_taken_in_like_any_other(town: Town, edge: Edge, database: Database) -> None:
    with database.frozen():
        edge.post("/webhooks/sms", TEXT | {"Body": "\0%00\ufffe\u202e'; --" + "ạ\0" * 16_000, "\0": "\0"})
    database.catches_up()
    assert town.record("contacts")["found"] == "spool"
    assert town.service.spool.state().waiting == 0


def test_a_database_that_refuses_or_takes_no_writes_is_asked_until_it_takes_them(
    town: Town, edge: Edge, database: Database
) -> None:
    admin = town.service.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    admin.exec_driver_sql("ALTER DATABASE hotline SET default_transaction_read_only = on")
    town.service.engine.dispose()
    try:
        assert "<Dial" in edge.post("/webhooks/voice", CALL).text
        assert town.service.database.is_away
    finally:
        admin.exec_driver_sql("ALTER DATABASE hotline SET default_transaction_read_only = off")
        admin.close()
    wait_until(lambda: not town.service.database.is_away, within=20)
    database.catches_up()
    assert town.record("contacts")["state"] == ContactState.OPEN
