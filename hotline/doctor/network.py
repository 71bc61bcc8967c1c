"""Whether calls reach us, and whether ours reach the telephone network."""

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlsplit

import httpx

from hotline.doctor.account import Account
from hotline.doctor.finding import Finding
from hotline.doctor.number import check_numbers, mend_numbers, trouble
from hotline.settings import Settings

TIMEOUT_SECONDS = 5.0


def check_network(settings: Settings, lines: Sequence[str]) -> Iterator[Finding]:
    """`lines`: the districts' own numbers, which may be the account's or not."""
    with _client() as client:
        yield from _check_web(client, settings)
        yield from _ask(settings, lambda: check_numbers(Account(client, settings), settings, lines))


def mend_network(settings: Settings, lines: Sequence[str]) -> Iterator[Finding]:
    """Set the account's numbers as they should be; yields what was changed."""
    with _client() as client:
        yield from _ask(settings, lambda: mend_numbers(Account(client, settings), settings, lines))


def _client() -> httpx.Client:
    return httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False)


def _ask(settings: Settings, questions: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from questions()
    except (httpx.HTTPError, ValueError) as problem:
        yield trouble(settings, problem)


def _check_web(client: httpx.Client, settings: Settings) -> Iterator[Finding]:
    """As the telephone network sees us: by our public address."""
    try:
        answer = client.get(f"{settings.public_url}/healthz")
    except httpx.HTTPError as problem:
        state = f"{settings.public_url} does not answer ({type(problem).__name__})"
        yield Finding.bad("web", state, "start it: `make run`; check PUBLIC_URL and the proxy in front")
        return
    if answer.status_code != httpx.codes.OK:
        yield Finding.bad("web", f"/healthz answers {answer.status_code}", "check PUBLIC_URL and the proxy in front")
    elif not settings.simulated and urlsplit(settings.public_url).scheme != "https":
        yield Finding.warn("web", "answers without encryption", "set PUBLIC_URL to an https address")
    else:
        yield Finding.ok("web", f"{settings.public_url} answers")
