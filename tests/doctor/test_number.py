"""What the provider has to know about our numbers, asked and mended over real HTTP at the simulated network."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session
from typer.testing import CliRunner

from hotline.cityfile import apply_city, read_city
from hotline.cli import build
from hotline.clock import SystemClock
from hotline.doctor import Finding, Level, mend
from hotline.doctor.network import check_network
from hotline.doctor.overrides import fault_in
from hotline.number import CALL_OVERRIDES, TEXT_OVERRIDES
from hotline.runner.city import DEMO
from hotline.settings import TWILIO_API, Settings
from hotline.simulator.clocks import RealClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.overrides import Overrides
from hotline.simulator.requests import Request
from hotline.simulator.server import serve_in_thread
from hotline.timeouts import Timeouts
from routing.models import District

ACCOUNT, TOKEN = "AC" + "1" * 32, "1" * 32
NUMBER, LINE = "+842923891111", "+842923892222"
OLD = "https://old.example.vn"
US = "http://127.0.0.1:9"  # nobody listens there, and one hears so at once


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with serve_in_thread(Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=RealClock())) as network:
        yield network


@pytest.fixture
def settings(home: Path, network: Network, engine: Engine) -> Settings:
    """An installation whose numbers lead to an old one."""
    for number in (NUMBER, LINE):
        network.run(lambda number=number: network.add_line(Line.of(number, OLD)))  # type: ignore[misc]
    account = {"twilio_account_sid": ACCOUNT, "twilio_auth_token": TOKEN, "twilio_api_url": network.api_url}
    return Settings(hotline_home=home, secret_key="x", hotline_number=NUMBER, public_url=US, **account)


Change = Callable[..., None]


@pytest.fixture
def change(network: Network) -> Change:
    """Somebody changes our number at the provider."""

    def change(number: str = NUMBER, **addresses: Request | None) -> None:
        line = network.exchange.lines[number]
        network.run(lambda: network.add_line(Line(**{**vars(line), **addresses})))  # type: ignore[arg-type]

    return change


def about(settings: Settings, what: str = "number", lines: tuple[str, ...] = ()) -> list[Finding]:
    """The findings about a number, other than 'all is well'."""
    return [finding for finding in check_network(settings, lines) if finding.what == what and finding.level != Level.OK]


def test_everything_that_leads_elsewhere_is_mended_and_told(settings: Settings, network: Network) -> None:
    assert {finding.level for finding in about(settings)} == {Level.BAD}
    told = [finding.state for finding in mend(settings)]
    assert f"voice_url was {OLD}/webhooks/voice and is now {US}/webhooks/voice#{CALL_OVERRIDES}" in told
    line = network.exchange.lines[NUMBER]
    assert line.voice.url == f"{US}/webhooks/voice#{CALL_OVERRIDES}"
    assert line.sms.url == f"{US}/webhooks/sms#{TEXT_OVERRIDES}"
    assert line.voice_status == Request(f"{US}/webhooks/voice/status")
    assert Level.BAD not in {finding.level for finding in about(settings)}


def test_what_is_right_stays_untouched(settings: Settings, network: Network) -> None:
    list(mend(settings))
    before = network.exchange.lines[NUMBER]
    assert [finding.state for finding in mend(settings)] == ["nothing to mend at the provider"]
    assert network.exchange.lines[NUMBER] is before


def test_an_examination_changes_nothing(settings: Settings, network: Network) -> None:
    before = network.exchange.lines[NUMBER]
    about(settings)
    assert network.exchange.lines[NUMBER] is before


def test_a_fallback_on_another_host_is_left_there(settings: Settings, network: Network) -> None:
    list(mend(settings))
    assert network.exchange.lines[NUMBER].voice_fallback == Request(f"{OLD}/webhooks/voice/fallback")


def test_a_fallback_of_our_own_dies_with_us(settings: Settings, change: Change) -> None:
    list(mend(settings))
    change(voice_fallback=Request(f"{US}/webhooks/voice/fallback"))
    (finding,) = about(settings)
    assert (finding.level, "dies with us" in finding.state) == (Level.WARN, True)


def test_a_missing_fallback_is_set_to_our_own(settings: Settings, network: Network, change: Change) -> None:
    change(voice_fallback=None, sms_fallback=None)
    list(mend(settings))
    line = network.exchange.lines[NUMBER]
    assert line.voice_fallback == Request(f"{US}/webhooks/voice/fallback")
    assert line.sms_fallback == Request(f"{US}/webhooks/sms/fallback")


def test_the_fallback_of_the_settings_is_set(settings: Settings, network: Network) -> None:
    outside = settings.model_copy(update={"fallback_url": "https://bin.example.com/hotline"})
    list(mend(outside))
    assert network.exchange.lines[NUMBER].voice_fallback == Request("https://bin.example.com/hotline")
    assert about(outside) == []


def test_an_address_without_connection_overrides_is_mended(
    settings: Settings, network: Network, change: Change
) -> None:
    list(mend(settings))
    change(voice=Request(f"{US}/webhooks/voice"))
    assert "voice_url is not tried again when an answer fails or is late" in [one.state for one in about(settings)]
    list(mend(settings))
    assert network.exchange.lines[NUMBER].voice.url.endswith(CALL_OVERRIDES)


def test_other_overrides_that_do_as_well_are_left(settings: Settings, network: Network, change: Change) -> None:
    list(mend(settings))
    change(voice=Request(f"{US}/webhooks/voice#rc=1&rp=all&ct=3000&rt=3000&e=singapore"))
    list(mend(settings))
    assert "singapore" in network.exchange.lines[NUMBER].voice.url


def test_a_district_line_is_looked_after_if_it_is_the_accounts(
    settings: Settings, engine: Engine, network: Network
) -> None:
    with Session(engine) as session:
        apply_city(session, read_city(DEMO), now=SystemClock().now())
        session.get_one(District, "o-mon").lines = [LINE, "+842923893333"]
        session.commit()
    assert about(settings, f"line {LINE}", (LINE, "+842923893333"))
    told = {finding.what for finding in mend(settings)}
    assert {"number", f"line {LINE}"} <= told
    assert "line +842923893333" not in told
    assert network.exchange.lines[LINE].voice.url.startswith(US)


def test_an_address_that_nobody_outside_can_reach_is_never_set(settings: Settings) -> None:
    wrong = settings.model_copy(update={"public_url": "http://localhost:8000", "twilio_api_url": TWILIO_API})
    (finding,) = mend(wrong)
    assert (finding.level, finding.advice) == (Level.BAD, "set PUBLIC_URL to our public address first")


def test_a_network_that_refuses_us_is_a_finding(settings: Settings) -> None:
    refused = settings.model_copy(update={"twilio_auth_token": "another"})
    assert [finding.state for finding in mend(refused)] == ["refuses our account"]


def test_the_command_mends_and_then_looks_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("hotline_home", "hotline_number", "public_url", "twilio_account_sid", "twilio_api_url"):
        monkeypatch.setenv(name.upper(), str(getattr(settings, name)))
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    result: Result = CliRunner().invoke(build(["doctor"]), ["doctor", "--fix", "--json"])
    states = [line["state"] for line in map(json.loads, result.stdout.splitlines())]
    assert states.index("voice_url leads to us") > next(
        place for place, state in enumerate(states) if state.startswith("voice_url was")
    )


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ("", "not tried again"),
        ("rc=2", "not tried again"),
        ("rc=0&rp=all&ct=2000&rt=4000", "not tried again"),
        ("rc=2&rp=ct,rt,5xx&ct=2000&rt=1500", "given up before"),
        ("rc=2&rp=ct,rt,5xx", "no time for a second try"),
        ("rc=2&rp=ct,rt,5xx&ct=2000&rt=4000&tt=9000", "no time for a second try"),
        ("rc=9&rp=all&ct=2000&rt=4000", "rc=9"),
        ("rc=2&rp=never&ct=2000&rt=4000", "rp=never"),
        ("rc=2&rp=all&ct=two&rt=4000", "ct=two"),
    ],
)
def test_overrides_are_judged_by_what_they_do(fragment: str, fault: str) -> None:
    assert fault in (fault_in(fragment, answer_seconds=1.5) or "")


def test_the_recommended_overrides_fit_our_own_timeouts() -> None:
    ours = Timeouts()
    assert fault_in(CALL_OVERRIDES, answer_seconds=ours.timeout_call_answer) is None
    assert fault_in(TEXT_OVERRIDES, answer_seconds=ours.timeout_webhook_answer) is None


@given(
    rc=st.integers(0, 6),
    ct=st.integers(0, 11_000),
    rt=st.integers(0, 16_000),
    rp=st.sampled_from(["ct", "all", "ct,rt,5xx", "ct,rt", "5xx,rt,ct"]),
)
def test_what_is_accepted_gives_a_late_answer_a_second_try_in_the_network_itself(
    rc: int, ct: int, rt: int, rp: str
) -> None:
    fragment = f"rc={rc}&ct={ct}&rt={rt}&rp={rp}"
    if fault_in(fragment, answer_seconds=1.5):
        return
    network = Overrides(fragment, total=15.0)
    assert network.retries >= 1
    assert all(network.retry_after(fault) for fault in ("ct", "rt", "5xx"))
    assert network.read > 1.5
    assert 2 * (network.connect + network.read) <= network.total


@given(st.text())
def test_no_fragment_is_too_strange(fragment: str) -> None:
    assert fault_in(fragment, answer_seconds=1.5)
