"""`hotline simulator call` and `text` play people and print what happens."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session
from typer.testing import CliRunner

from hotline.cli.simulator import app
from hotline.clock import SystemClock
from hotline.errors import HotlineError, UsageError
from hotline.models import Case, event
from hotline.settings import Settings
from hotline.simulator.clocks import RealClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.requests import Request
from hotline.simulator.server import serve_in_thread
from hotline.simulator.terminal import cast, stage
from hotline.simulator.terminal.casebook import Casebook
from routing.models import Officer

from .conftest import ACCOUNT, HOTLINE, TOKEN
from .product import Product

OFFICER = "+84912000001"


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in (
        (cast, "ANSWER_SECONDS"),
        (cast, "THINK_SECONDS"),
        (cast, "TALK_SECONDS"),
        (stage, "LOOK_SECONDS"),
    ):
        monkeypatch.setattr(module, name, 0.02)
    monkeypatch.setattr(stage, "CURTAIN_SECONDS", 0.2)


@pytest.fixture
def live(product: Product, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Network]:
    """A network on real time, where the settings of the commands find it."""
    network = Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=RealClock())
    network.add_line(Line.of(HOTLINE, product.url))
    with serve_in_thread(network):
        monkeypatch.setenv("SIMULATOR_PORT", str(urlsplit(network.api_url).port))
        monkeypatch.setenv("HOTLINE_HOME", str(tmp_path))
        yield network


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def script(product: Product, network: Network) -> None:
    """A hotline in small: asks, rings one officer, bridges."""

    def hold(_form: dict[str, str]) -> str:
        if not any(call.phone == OFFICER for call in network.exchange.calls.values()):
            first = Request(f"{product.url}/officer")
            network.run(lambda: network.order_call(from_=HOTLINE, to=OFFICER, first=first))
        return '<Pause length="1"/>'

    product.on(
        "/webhooks/voice", '<Gather input="dtmf speech" numDigits="1" action="/place"><Say>Con ở đâu?</Say></Gather>'
    )
    product.on("/place", '<Enqueue waitUrl="/hold">case-1</Enqueue>')
    product.on("/hold", hold)
    product.on("/officer", '<Gather numDigits="1" action="/join"><Say>Bấm 1 để nhận</Say></Gather>')
    product.on("/join", "<Dial><Queue>case-1</Queue></Dial>")


def test_a_child_calls_and_talks_with_the_officer_who_accepts(product: Product, live: Network) -> None:
    script(product, live)
    story = run("call", "--say", "ninh kiều", "--limit", "20")
    for line in (
        "người gọi gọi đường dây nóng",
        "người gọi nghe: Con ở đâu?",
        "người gọi nói: ninh kiều",
        f"máy {OFFICER} đổ chuông",
        f"{OFFICER} bấm 1",
        f"người gọi nói chuyện với {OFFICER}",
        "Hết chuyện",
    ):
        assert line in story


def test_a_story_in_english_where_the_officer_declines(product: Product, live: Network) -> None:
    script(product, live)
    product.on("/join", "<Say>Passed on</Say>")
    story = run("call", "--press", "1", "--officer", f"{OFFICER}=decline", "--lang", "en", "--limit", "3")
    assert f"{OFFICER} presses 2" in story
    assert f"{OFFICER} hears: Passed on" in story
    assert "Stopping here after 3 seconds" in story


def test_a_text_is_answered(product: Product, live: Network) -> None:
    product.on("/webhooks/sms", "<Message>Đã nhận tin</Message>")
    story = run("text", "cuu con, o ninh kieu", "--limit", "10")
    assert "người gọi nhắn: cuu con, o ninh kieu" in story
    assert "người gọi nhận tin: Đã nhận tin" in story


def test_it_says_what_to_do_when_no_network_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIMULATOR_PORT", "9")
    monkeypatch.setenv("HOTLINE_HOME", str(tmp_path))
    with pytest.raises(HotlineError, match="make run"):
        run("call")


@pytest.mark.parametrize(
    "arguments", [("--say", "a", "--press", "1"), ("--officer", "nk1=sing"), ("--officer", "nobody=accept")]
)
def test_it_refuses_a_wrong_script(live: Network, arguments: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run("call", *arguments)


def test_it_keeps_away_from_a_real_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "HOTLINE_NUMBER": HOTLINE,
        "PUBLIC_URL": "https://hotline.example.vn",
        "HOTLINE_HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match="real telephone network"):
        run("call")


def test_the_case_moves_along_in_the_story(settings: Settings, session: Session) -> None:
    now = SystemClock().now()
    session.add(Officer(id="nk1", name="Trực ban", phone=OFFICER))
    session.commit()
    casebook = Casebook(settings)
    assert casebook.officers == {"nk1": OFFICER}
    case = Case(number="CT-0001", opened_at=now)
    session.add(case)
    session.flush()
    session.add(event(case.id, "case.state", now=now, before="open", after="acknowledged", who="nk1"))
    session.commit()
    assert [(number, entry.after) for number, entry in casebook.news()] == [("CT-0001", "acknowledged")]
    assert list(casebook.news()) == []
