"""`hotline fallback-twiml`: the document that helps a child while nothing of ours can be reached."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import Response
from sqlalchemy import Engine

from hotline.cityfile import apply_city, read_city
from hotline.cli import main
from hotline.clock import SystemClock
from hotline.db import transaction
from hotline.last_known import LastKnown, Roster, roster_path
from hotline.settings import SIMULATED_NUMBER
from hotline.simulator.clocks import PushableClock
from hotline.simulator.documents import parse
from hotline.simulator.exchange import Line
from hotline.simulator.grammar import MESSAGING, VOICE
from hotline.simulator.network import Network
from hotline.simulator.phones import Phones
from hotline.simulator.requests import Request
from hotline.simulator.server import serve_in_thread
from tests.simulator.product import Product, run_product

TOWN_FILE = Path(__file__).parents[1] / "stories" / "town.yaml"
DESK = "+842923999111"
Print = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Print:
    """Run the command in a home; returns its exit code, and what it wrote to both streams."""

    def run(home: Path, *options: str) -> tuple[int, str, str]:
        monkeypatch.setenv("HOTLINE_HOME", str(home))
        with pytest.raises(SystemExit) as ended:
            main(["fallback-twiml", *options])
        return (int(ended.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture
def town(engine: Engine) -> Engine:
    with transaction(engine) as session:
        apply_city(session, read_city(TOWN_FILE), now=SystemClock().now())
    return engine


def test_it_names_desk_and_national_line_and_no_address_of_ours(run: Print, town: Engine, home: Path) -> None:
    code, document, _ = run(home)
    assert code == 0
    verbs = parse(document.encode(), VOICE)
    assert [verb.text for verb in verbs if verb.name == "Dial"] == [DESK, "111"]
    assert verbs[-1].name == "Hangup"
    assert "http" not in document.replace("http://www.w3.org", "")
    assert "action" not in document


def test_without_a_database_the_last_known_numbers_are_printed(run: Print, tmp_path: Path) -> None:
    LastKnown(roster_path(tmp_path)).remember(Roster(desk="+842923000000", national_line="115"))
    code, document, warning = run(tmp_path)
    assert code == 0
    assert [verb.text for verb in parse(document.encode(), VOICE) if verb.name == "Dial"] == ["+842923000000", "115"]
    assert "last known" in warning


def test_a_city_that_was_never_applied_is_bad_usage(run: Print, engine: Engine, home: Path, tmp_path: Path) -> None:
    code, document, sentence = run(home)
    assert (code, document) == (2, "")
    assert "hotline apply" in sentence
    code, document, sentence = run(tmp_path)
    assert (code, document) == (2, "")
    assert "can't be reached" in sentence


def test_texts_get_one_neutral_segment(run: Print, town: Engine, home: Path) -> None:
    _, document, _ = run(home, "--sms")
    (message,) = parse(document.encode(), MESSAGING)
    assert "111" in message.text
    assert len(message.text) <= 70


def test_where_replies_are_off_a_text_gets_none(run: Print, tmp_path: Path) -> None:
    LastKnown(roster_path(tmp_path)).remember(Roster(auto_reply=False))
    _, document, _ = run(tmp_path, "--sms")
    assert parse(document.encode(), MESSAGING) == []


@pytest.fixture(scope="module")
def provider() -> Iterator[Product]:
    """Where the document lies: not with us."""
    with run_product("a token") as provider:
        yield provider


@pytest.fixture
def phones(run: Print, town: Engine, home: Path, provider: Product) -> Iterator[Phones]:
    """A network whose line falls back to the document, since our service can't be reached."""
    _, document, _ = run(home)
    provider.on("/bin", Response(document, media_type="text/xml"))
    clock = PushableClock()
    network = Network(account_sid="AC" + "1" * 32, auth_token="a token", clock=clock)
    gone = Request("http://127.0.0.1:9/webhooks/voice")
    at_provider = Request(f"{provider.url}/bin")
    network.add_line(Line(SIMULATED_NUMBER, gone, at_provider, None, gone, None))
    with serve_in_thread(network):
        yield Phones(network, clock)


def test_a_child_reaches_the_desk(phones: Phones) -> None:
    child, desk = phones.phone("+84900000001", "child"), phones.phone(DESK, "desk")
    child.calls()
    child.hears("con gọi 111 hoặc 113")
    desk.answers()
    desk.talks_with(child)


def test_a_child_whom_nobody_answers_hears_whom_to_call(phones: Phones) -> None:
    child, desk, national_line = (phones.phone(number) for number in ("+84900000001", DESK, "111"))
    child.calls()
    desk.declines()
    national_line.rings()
    phones.clock.push(20)
    child.hears("Con gọi ngay 111")
    child.is_not_on_a_call()
