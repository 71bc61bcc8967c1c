"""Whether calls reach us, and whether ours reach the telephone network."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import httpx

from hotline.doctor.finding import Finding
from hotline.settings import Settings
from webhooks.addresses import SMS, VOICE

TIMEOUT_SECONDS = 5.0
NUMBER_SETTINGS = {"voice_url": VOICE, "status_callback": f"{VOICE}/status", "sms_url": SMS}
FALLBACKS = ("voice_fallback_url", "sms_fallback_url")


def check_network(settings: Settings) -> Iterator[Finding]:
    with httpx.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        yield from _check_web(client, settings)
        if settings.simulated:
            yield from _check_simulator(client, settings)
        else:
            yield from _check_account(client, settings)


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


def _check_simulator(client: httpx.Client, settings: Settings) -> Iterator[Finding]:
    try:
        client.get(settings.twilio_api_url)
    except httpx.HTTPError as problem:
        yield Finding.bad("phones", f"the simulator does not answer ({type(problem).__name__})", "start it: `make run`")
    else:
        yield Finding.ok("phones", "the simulator answers")


def _check_account(client: httpx.Client, settings: Settings) -> Iterator[Finding]:
    """https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource"""
    address = f"{settings.twilio_api_url}/2010-04-01/Accounts/{settings.twilio_account_sid}/IncomingPhoneNumbers.json"
    credentials = (settings.twilio_account_sid, settings.auth_tokens[0])
    try:
        answer = client.get(address, params={"PhoneNumber": settings.hotline_number}, auth=credentials)
    except httpx.HTTPError as problem:
        state = f"{settings.twilio_api_url} does not answer ({type(problem).__name__})"
        yield Finding.bad("telephone network", state, "check TWILIO_API_URL and this machine's way to the internet")
        return
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        state = "refuses our account"
        yield Finding.bad("telephone network", state, "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
    elif answer.status_code != httpx.codes.OK:
        state = f"does not tell its numbers (status {answer.status_code})"
        yield Finding.warn("telephone network", state, "check the number's addresses by hand; README lists them")
    else:
        yield Finding.ok("telephone network", "knows our account")
        yield from _check_number(answer.json().get("incoming_phone_numbers", []), settings)


def _check_number(found: list[dict[str, Any]], settings: Settings) -> Iterator[Finding]:
    number = next((row for row in found if row.get("phone_number") == settings.hotline_number), None)
    if number is None:
        yield Finding.bad("number", "HOTLINE_NUMBER is not this account's", "set it to a number of the account")
        return
    for name, path in NUMBER_SETTINGS.items():
        wanted = f"{settings.public_url}{path}"
        if urldefrag(number.get(name) or "").url != wanted:
            yield Finding.bad("number", f"{name} does not lead to us", f"set it to {wanted} (POST) at the provider")
        elif number.get(f"{name.removesuffix('_url')}_method", "POST") != "POST":
            yield Finding.bad("number", f"{name} is not fetched by POST", "set its method to POST at the provider")
        else:
            yield Finding.ok("number", f"{name} leads to us")
    for name in FALLBACKS:
        if not number.get(name):
            state = f"{name} is empty: a caller would hear an error while we are down"
            yield Finding.warn("number", state, "set it at the provider; README says to what")
