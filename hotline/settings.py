"""The settings of one installation. The only reader of the environment; fails loudly and says what to set."""

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Self
from urllib.parse import urldefrag, urlsplit

from pydantic import Field, PrivateAttr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from hotline.errors import UsageError
from hotline.timeouts import Timeouts

TWILIO_API = "https://api.twilio.com"
SIMULATED_ACCOUNT = "AC" + "0" * 32
SIMULATED_NUMBER = "+842923891111"


class Settings(Timeouts):
    """Every name is documented in .env.example. An empty value counts as unset."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", validate_default=True)

    hotline_home: Path = Path("var")
    port: int = Field(default=8000, ge=1, le=65535)
    bind_host: str = ""
    web_concurrency: int = Field(default=1, ge=1, le=64)
    public_url: str = ""
    secret_key: str = Field(default="", repr=False)
    database_url: str = Field(default="", repr=False)
    redis_url: str = Field(default="", repr=False)
    city_file: Path | None = None
    hotline_number: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: str = Field(default="", repr=False)
    twilio_shared_keys: str = Field(default="", repr=False)
    twilio_api_url: str = ""
    simulator_port: int = Field(default=8001, ge=1, le=65535)
    fallback_url: str = ""
    heartbeat_url: str = Field(default="", repr=False)
    reconcile_seconds: float = Field(default=120.0, ge=1, le=3600)
    backup_key: str = ""
    vapid_private_key: str = Field(default="", repr=False)
    vapid_subject: str = ""
    push_services: str = ""

    _simulated: bool = PrivateAttr(default=False)

    @field_validator("database_url")
    @classmethod
    def _names_postgresql(cls, value: str) -> str:
        if value and not re.match(r"postgres(ql)?(\+psycopg)?://", value):
            raise ValueError("must be a PostgreSQL address such as postgresql://user:password@host/hotline")
        return re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", value)

    @field_validator("redis_url")
    @classmethod
    def _names_redis(cls, value: str) -> str:
        if value and not re.match(r"(rediss?|unix)://", value):
            raise ValueError("must be a Redis address such as redis://host:6379/0")
        return value

    @field_validator("hotline_number")
    @classmethod
    def _is_e164(cls, value: str) -> str:
        if value and not re.fullmatch(r"\+[1-9]\d{6,14}", value):
            raise ValueError("must be the hotline's number in E.164 form, such as +842923891111")
        return value

    @field_validator("twilio_auth_token")
    @classmethod
    def _holds_a_token(cls, value: str) -> str:
        if value and not _listed(value):
            raise ValueError("must hold a token; two, with a comma between them, while one replaces the other")
        return value

    @field_validator("twilio_shared_keys")
    @classmethod
    def _pairs_keys_with_secrets(cls, value: str) -> str:
        if not all(key.strip() and secret.strip() for key, _, secret in _pairs(value)):
            raise ValueError("must be written as id:secret, with commas between several")
        return value

    @field_validator("vapid_subject")
    @classmethod
    def _can_be_turned_to(cls, value: str) -> str:
        if value and not re.match(r"mailto:.+@.+|https://.+", value):
            raise ValueError("must be an address such as mailto:it@hotline.example.vn, for the push services")
        return value

    @field_validator("push_services")
    @classmethod
    def _are_origins(cls, value: str) -> str:
        if not all(re.fullmatch(r"https?://[^/?#@\s]+", origin) for origin in _listed(value)):
            raise ValueError("must hold addresses such as https://push.example.vn, with commas between several")
        return value

    @field_validator("public_url", "twilio_api_url", "fallback_url", "heartbeat_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        """Connection overrides (`#rc=2`) are no part of what the network signs, so a fragment is dropped."""
        address = urldefrag(value).url.rstrip("/")
        if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname):
            raise ValueError("must be a web address such as https://hotline.example.vn")
        if "_" in (urlsplit(address).hostname or ""):
            raise ValueError("must have a host name without underscores: the telephone network refuses others")
        return address

    @model_validator(mode="after")
    def _fill_in(self) -> Self:
        self._simulated = not (self.twilio_account_sid or self.twilio_auth_token or self.twilio_api_url)
        if not self._simulated:
            self._check_telephone_account()
        self.bind_host = self.bind_host or ("127.0.0.1" if self._simulated else "0.0.0.0")  # noqa: S104
        self.public_url = self.public_url or f"http://localhost:{self.port}"
        self.secret_key = self.secret_key or stored_once(
            self.hotline_home / "secret_key", lambda: secrets.token_urlsafe(32)
        )
        if self._simulated:
            self.twilio_account_sid = SIMULATED_ACCOUNT
            self.twilio_auth_token = hashlib.sha256(f"simulator {self.secret_key}".encode()).hexdigest()[:32]
            self.twilio_api_url = f"http://127.0.0.1:{self.simulator_port}"
            self.hotline_number = self.hotline_number or SIMULATED_NUMBER
        self.twilio_api_url = self.twilio_api_url or TWILIO_API
        return self

    def _check_telephone_account(self) -> None:
        for name in ("twilio_account_sid", "twilio_auth_token", "hotline_number"):
            if not getattr(self, name):
                raise ValueError(f"{name.upper()} must be set as well: a telephone account needs all of its settings")
        if not self.public_url and not self.twilio_api_url:
            raise ValueError("PUBLIC_URL must be set to an address of this service that Twilio can reach")

    @property
    def simulated(self) -> bool:
        """Whether the telephone network is the simulator on this machine."""
        return self._simulated

    @property
    def auth_tokens(self) -> list[str]:
        """Every token that may sign a webhook; the first one signs our own requests."""
        return _listed(self.twilio_auth_token)

    @property
    def push_origins(self) -> list[str]:
        """Push services besides the browsers' own."""
        return _listed(self.push_services)

    @property
    def shared_keys(self) -> dict[str, str]:
        """Secrets of the HMAC-SHA256 signing scheme by key id (`id:secret,id:secret`)."""
        return {key.strip(): secret.strip() for key, _, secret in _pairs(self.twilio_shared_keys)}


def load_settings() -> Settings:
    """Read the environment and .env. Raises UsageError with one sentence a person can act on."""
    try:
        return Settings()
    except ValidationError as error:
        raise UsageError("; ".join(_sentence(dict(problem)) for problem in error.errors())) from None


def debugging() -> bool:
    """Whether errors are to be shown with their traceback. Asked when even the settings may be wrong."""
    return bool(os.environ.get("HOTLINE_DEBUG"))


def inherited_environment() -> dict[str, str]:
    """What a foreign program that we start finds as we do: other programs, its user's files, settings of its own."""
    return dict(os.environ)


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _pairs(value: str) -> list[tuple[str, str, str]]:
    return [pair.partition(":") for pair in _listed(value)]


def _sentence(problem: dict[str, object]) -> str:
    location = problem["loc"]
    message = str(problem["msg"]).removeprefix("Value error, ")
    name = str(location[0]).upper() if isinstance(location, tuple) and location else ""
    return f"{name}: {message}" if name else message


def stored_once(path: Path, make: Callable[[], str]) -> str:
    """A secret of the installation's own, made at the first start and kept readable by its owner only.

    Whoever is second, be it a process or a thread, gets what the first one has made.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # nobody else's, for its owner only
        with os.fdopen(handle, "w") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())  # else a machine that stops now may keep the name, and nothing in it
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()
