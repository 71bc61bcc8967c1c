"""A missing or wrong setting stops the start with one sentence that names it."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import token_urlsafe
from threading import Barrier

import pytest

from hotline.errors import UsageError
from hotline.runner.preflight import check_settings
from hotline.settings import Settings, load_settings, stored_once

EXAMPLE = Path(__file__).parents[2] / ".env.example"
ACCOUNT = {"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t", "HOTLINE_NUMBER": "+842923891111"}


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_HOME", str(tmp_path))


def load_with(monkeypatch: pytest.MonkeyPatch, **environment: str) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    check_settings(load_settings())


def test_with_nothing_set_the_network_is_simulated_and_the_secret_is_made_once() -> None:
    settings = load_settings()
    assert settings.simulated
    assert load_settings().secret_key == settings.secret_key
    assert settings.secret_key not in repr(settings)


def test_a_secret_that_many_ask_for_at_once_is_made_once(tmp_path: Path) -> None:
    everybody = Barrier(4)

    def make() -> str:
        everybody.wait()  # nobody has found one
        return token_urlsafe(32)

    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(lambda _: stored_once(tmp_path / "key", make), range(4)))
    assert set(told) == {(tmp_path / "key").read_text()}
    assert [(file.name, file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == [("key", 0o600)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PUBLIC_URL", "hotline.example.vn"),
        ("PUBLIC_URL", "https://my_hotline.example.vn"),
        ("DATABASE_URL", "mysql://localhost/hotline"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/hotline"),
        ("REDIS_URL", "localhost:6379"),
        ("HOTLINE_NUMBER", "0292 389 1111"),
        ("TWILIO_AUTH_TOKEN", " , "),
        ("TWILIO_SHARED_KEYS", "an-id-without-a-secret"),
        ("TWILIO_API_URL", "localhost:9000"),
        ("CITY_FILE", "/there/is/no/such/file.yaml"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name if name != "CITY_FILE" else value) as refused:
        load_with(monkeypatch, **{name: value})
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("missing", ACCOUNT)
def test_half_a_telephone_account_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    rest = {name: value for name, value in ACCOUNT.items() if name != missing}
    with pytest.raises(UsageError, match=missing):
        load_with(monkeypatch, TWILIO_API_URL="http://127.0.0.1:9000", **rest)


def test_the_public_network_needs_a_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="PUBLIC_URL"):
        load_with(monkeypatch, **ACCOUNT)


def test_connection_overrides_are_no_part_of_our_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://hotline.example.vn/#rc=2&rp=ct")
    assert load_settings().public_url == "https://hotline.example.vn"


def test_every_setting_is_documented_with_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """A value in .env.example is what counts when the name is not set at all."""
    documented = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))
    assert set(documented) == {name.upper() for name in Settings.model_fields}
    before = load_settings()
    for name, value in documented.items():
        if name != "HOTLINE_HOME":
            monkeypatch.setenv(name, value)
    assert load_settings() == before
