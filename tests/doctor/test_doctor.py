"""The doctor on installations in all states of health."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from redis import Redis
from sqlalchemy import Engine, text
from sqlmodel import Session
from typer.testing import CliRunner

from hotline.cityfile import apply_city, read_city
from hotline.cli import build
from hotline.doctor import Finding, Level, examine
from hotline.heartbeats import Part, beat
from hotline.runner.city import DEMO
from hotline.schema import newest_version
from hotline.settings import Settings
from hotline.spool import Spool
from routing.models import Officer
from webhooks.forms import Form
from webhooks.kept import Arrival

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
NUMBER = "+842923891111"


@pytest.fixture
def pages() -> dict[str, tuple[int, object]]:
    """What the web server answers by path: a status and a JSON body. Tests fill it."""
    return {"/healthz": (200, {})}


@pytest.fixture
def address(pages: dict[str, tuple[int, object]]) -> Iterator[str]:
    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = pages.get(self.path.partition("?")[0], (404, {}))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def real(home: Path, address: str, engine: Engine, redis: Redis) -> Settings:
    """An installation with a telephone account and a city."""
    with Session(engine) as session:
        apply_city(session, read_city(DEMO), now=NOW)
        session.commit()
    account = {"twilio_account_sid": "AC" + "1" * 32, "twilio_auth_token": "1" * 32, "twilio_api_url": address}
    return Settings(hotline_home=home, secret_key="x", hotline_number=NUMBER, public_url=address, **account)


@pytest.fixture
def processes(engine: Engine) -> None:
    """They live, or did a moment ago."""
    with Session(engine) as session:
        for part in Part:
            beat(session, part, now=NOW)
        session.commit()


Say = Callable[[str], list[Finding]]


@pytest.fixture
def says(real: Settings) -> Say:
    """The findings about one part, other than 'all is well'."""
    return lambda what: [
        finding for finding in examine(real, now=NOW) if finding.what == what and finding.level != Level.OK
    ]


def account(address: str, **changes: str | None) -> tuple[int, object]:
    number: dict[str, str | None] = {
        "phone_number": NUMBER,
        "voice_url": f"{address}/webhooks/voice#rc=2&rp=ct,rt,5xx&ct=2000&rt=4000",
        "voice_method": "POST",
        "voice_fallback_url": "https://elsewhere.example.vn/voice",
        "status_callback": f"{address}/webhooks/voice/status",
        "sms_url": f"{address}/webhooks/sms#rc=1&rp=all&ct=2000&rt=5000",
        "sms_fallback_url": "https://elsewhere.example.vn/sms",
    }
    return 200, {"incoming_phone_numbers": [number | changes]}


@pytest.fixture
def numbers(address: str, pages: dict[str, tuple[int, object]]) -> Callable[..., None]:
    """Tells the telephone network what it knows of our number."""
    path = f"/2010-04-01/Accounts/AC{'1' * 32}/IncomingPhoneNumbers.json"
    return lambda **changes: pages.__setitem__(path, account(address, **changes))


def test_a_healthy_installation_has_nothing_bad(real: Settings, numbers: Callable[..., None], processes: None) -> None:
    numbers()
    findings = list(examine(real, now=NOW))
    assert [finding for finding in findings if finding.level == Level.BAD] == []
    assert {"database", "tables", "queue", "worker", "disk", "city", "officers", "duty", "web", "number"} <= {
        finding.what for finding in findings
    }


def test_a_database_without_room_for_the_pools_of_all_processes_is_worth_a_warning(real: Settings, says: Say) -> None:
    assert says("database") == []
    crowded = real.model_copy(update={"web_concurrency": 8})
    (finding,) = [one for one in examine(crowded, now=NOW) if one.what == "database" and one.level != Level.OK]
    assert (finding.level, "takes 200 connections" in finding.state) == (Level.WARN, True)


def test_a_sign_of_life_from_the_future_is_bad_and_named(says: Say, engine: Engine, processes: None) -> None:
    with Session(engine) as session:
        session.connection().execute(text("UPDATE heartbeat SET at = at + interval '7 hours' WHERE part = 'watch'"))
        session.commit()
    (finding,) = says("watch")
    assert (finding.level, "from the future" in finding.state) == (Level.BAD, True)


def test_a_number_that_leads_elsewhere_is_bad(says: Say, numbers: Callable[..., None], address: str) -> None:
    numbers(voice_url="https://old.example.vn/voice")
    (finding,) = says("number")
    assert finding.level == Level.BAD
    assert f"{address}/webhooks/voice#rc=2" in finding.advice


def test_a_number_fetched_by_get_is_bad(says: Say, numbers: Callable[..., None]) -> None:
    numbers(voice_method="GET")
    assert [finding.level for finding in says("number")] == [Level.BAD]


def test_a_missing_fallback_is_a_warning(says: Say, numbers: Callable[..., None]) -> None:
    numbers(voice_fallback_url="")
    assert [finding.level for finding in says("number")] == [Level.WARN]


def test_a_number_of_somebody_else_is_bad(says: Say, numbers: Callable[..., None]) -> None:
    numbers(phone_number="+842923892222")
    assert [finding.state for finding in says("number")] == ["HOTLINE_NUMBER is not this account's"]


def test_a_network_that_does_not_tell_its_numbers_is_a_warning(says: Say) -> None:
    assert [finding.level for finding in says("telephone network")] == [Level.WARN]


@pytest.mark.parametrize("body", [[], None, "?", {"incoming_phone_numbers": None}, {"phone_numbers": []}])
def test_a_network_that_speaks_another_language_is_a_warning(
    says: Say, pages: dict[str, tuple[int, object]], body: object
) -> None:
    pages[f"/2010-04-01/Accounts/AC{'1' * 32}/IncomingPhoneNumbers.json"] = (200, body)
    assert [finding.level for finding in says("telephone network")] == [Level.WARN]


def test_an_officer_whose_number_no_phone_has_is_named(says: Say, engine: Engine) -> None:
    with Session(engine) as session:
        session.get_one(Officer, "nk1").phone = "+8412"
        session.commit()
    assert [finding.state for finding in says("officers")] == ["no valid telephone: nk1"]


def test_a_district_with_nobody_on_duty_now_is_bad(says: Say, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM shift WHERE district = 'o-mon' AND tier = 1"))
    (finding,) = says("duty")
    assert finding.level == Level.BAD
    assert "o-mon" in finding.state


@pytest.mark.parametrize(("is_refused", "level"), [(False, Level.WARN), (True, Level.BAD)])
def test_what_was_put_by_and_not_taken_in_is_told(says: Say, real: Settings, is_refused: bool, level: Level) -> None:
    spool = Spool(real.hotline_home / "spool")
    spool.keep(Arrival("text", Form([("MessageSid", "SM1")]), NOW, {}))
    if is_refused:
        spool.refuse(spool.waiting()[0])
    try:
        assert [finding.level for finding in says("spool")] == [level]
    finally:
        shutil.rmtree(spool.folder)


def test_tables_of_another_version_are_bad(says: Say, engine: Engine) -> None:
    with engine.begin() as connection:
        version = connection.execute(text("UPDATE alembic_version SET version_num = 'old' RETURNING 1")).scalar()
    assert version == 1
    try:
        assert [finding.advice for finding in says("tables")] == ["run `hotline migrate`"]
    finally:
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": newest_version()})


def test_a_web_process_that_does_not_answer_is_bad(says: Say, pages: dict[str, tuple[int, object]]) -> None:
    pages["/healthz"] = (502, {})
    assert [finding.state for finding in says("web")] == ["/healthz answers 502"]


@pytest.mark.parametrize("part", [Part.WORKER, Part.WATCH])
def test_a_process_that_is_not_there_is_bad(says: Say, part: Part) -> None:
    assert [finding.advice.split(":")[0] for finding in says(part)] == ["start one"]


def test_the_command_tells_all_that_is_down_and_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "9")  # nobody listens there
    monkeypatch.setenv("SIMULATOR_PORT", "19")
    result = CliRunner().invoke(build(["doctor"]), ["doctor", "--json"])
    findings = {finding["what"]: finding["level"] for finding in map(json.loads, result.stdout.splitlines())}
    assert result.exit_code == 1
    assert findings == {
        "settings": "ok", "disk": "ok", "spool": "ok", "queue": "bad", "database": "bad", "web": "bad", "phones": "bad"
    }  # fmt: skip
