"""Whether the provider's numbers lead to us, and the way to make them."""

from collections.abc import Iterator, Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx

from hotline.doctor.account import Account
from hotline.doctor.finding import Finding
from hotline.doctor.hooks import check_outside, hooks_for
from hotline.settings import TWILIO_API, Settings

REFUSED = {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}


def check_numbers(account: Account, settings: Settings, lines: Sequence[str]) -> Iterator[Finding]:
    """The hotline's number, and those `lines` that are the account's as well."""
    number = account.find(settings.hotline_number)
    yield Finding.ok(part(settings), "knows our account")
    if number is None:
        yield Finding.bad("number", "HOTLINE_NUMBER is not this account's", "set it to a number of the account")
    else:
        yield from _check(number, settings, "number")
        yield from check_outside(settings, number, "number")
    for line in lines:
        if line != settings.hotline_number and (number := account.find(line)):
            yield from _check(number, settings, f"line {line}")


def _check(number: dict[str, Any], settings: Settings, what: str) -> Iterator[Finding]:
    for hook in hooks_for(settings, number):
        yield from hook.check(number, what)


def mend_numbers(account: Account, settings: Settings, lines: Sequence[str]) -> Iterator[Finding]:
    """Set what is wrong, and tell each change. Whatever is as it should be stays untouched."""
    if settings.twilio_api_url == TWILIO_API and _is_local(settings.public_url):
        state = f"not changed: nobody outside can reach {settings.public_url}"
        yield Finding.bad("number", state, "set PUBLIC_URL to our public address first")
        return
    for wanted in dict.fromkeys([settings.hotline_number, *lines]):
        if number := account.find(wanted):
            what = "number" if wanted == settings.hotline_number else f"line {wanted}"
            yield from _mend(account, settings, number, what)


def _mend(account: Account, settings: Settings, number: dict[str, Any], what: str) -> Iterator[Finding]:
    values: dict[str, str] = {}
    for hook in hooks_for(settings, number):
        values |= hook.corrections(number)
    if not values:
        yield Finding.ok(what, "nothing to mend at the provider")
        return
    account.change(number, values)
    for name, value in values.items():
        if (before := number.get(name) or "") != value:
            yield Finding.ok(what, f"{name} was {before or 'empty'} and is now {value or 'empty'}")


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host


def part(settings: Settings) -> str:
    return "phones" if settings.simulated else "telephone network"


def trouble(settings: Settings, problem: Exception) -> Finding:
    """Why the account's numbers cannot be asked for, or set."""
    if isinstance(problem, ValueError):
        return Finding.warn(
            part(settings), "answers with something else than a list of numbers", "check TWILIO_API_URL"
        )
    if not isinstance(problem, httpx.HTTPStatusError):
        state = f"{settings.twilio_api_url} does not answer ({type(problem).__name__})"
        advice = "check TWILIO_API_URL and this machine's way to the internet"
        return Finding.bad(part(settings), state, "start it: `make run`" if settings.simulated else advice)
    status = problem.response.status_code
    if status in REFUSED:
        return Finding.bad(part(settings), "refuses our account", "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
    deed = "tell its numbers" if problem.request.method == "GET" else "let us set the number"
    advice = "check the number's addresses by hand; README lists them"
    return Finding.warn(part(settings), f"does not {deed} (status {status})", advice)
