"""The addresses that are set for a number at the provider: what is wrong with each, and what would mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from hotline.doctor.finding import Finding
from hotline.doctor.overrides import fault_in
from hotline.number import wanted_addresses
from hotline.settings import Settings

MENDING = "run `hotline doctor --fix`"
INSTEAD = {"voice_url": ("voice_application_sid", "trunk_sid"), "sms_url": ("sms_application_sid",)}
"""Settings which make the provider ignore an address."""


@dataclass(frozen=True)
class Hook:
    """One address of a number, and what it should be."""

    name: str
    """As the provider's records have it, such as voice_url."""
    wanted: str
    answer_seconds: float | None = None
    """How long our answer may take, where connection overrides are needed."""

    @property
    def is_fallback(self) -> bool:
        return self.name.endswith("fallback_url")

    @property
    def method(self) -> str:
        return f"{self.name.removesuffix('_url')}_method"

    def check(self, number: dict[str, Any], what: str) -> Iterator[Finding]:
        found = number.get(self.name) or ""
        by_hand = f"{MENDING}, or set it to {self.wanted} (POST) at the provider"
        if self.is_fallback:
            yield self._check_fallback(found, what, by_hand)
        elif self._leads_elsewhere(found):
            yield Finding.bad(what, f"{self.name} does not lead to us", by_hand)
        elif rival := self._rival(number):
            yield Finding.bad(what, f"{self.name} is ignored, because {rival} is set", by_hand)
        elif number.get(self.method, "POST") != "POST":
            yield Finding.bad(what, f"{self.name} is not fetched by POST", by_hand)
        elif fault := self._fault_in_overrides(found):
            yield Finding.warn(what, f"{self.name} {fault}", by_hand)
        else:
            yield Finding.ok(what, f"{self.name} leads to us")

    def _check_fallback(self, found: str, what: str, by_hand: str) -> Finding:
        if not found:
            state = f"{self.name} is empty: a caller would hear an error while we are down"
            return Finding.warn(what, state, by_hand)
        if self._leads_elsewhere(found):
            return Finding.warn(what, f"{self.name} does not lead to {self.wanted}", by_hand)
        return Finding.ok(what, f"{self.name} is set")

    def corrections(self, number: dict[str, Any]) -> dict[str, str]:
        """What to set, by the names of the provider's records; empty when all is well."""
        if all(not finding.advice for finding in self.check(number, "")):
            return {}
        rival = self._rival(number)
        return {self.name: self.wanted, self.method: "POST"} | ({rival: ""} if rival else {})

    def _leads_elsewhere(self, found: str) -> bool:
        return urldefrag(found).url != urldefrag(self.wanted).url

    def _rival(self, number: dict[str, Any]) -> str | None:
        return next((name for name in INSTEAD.get(self.name, ()) if number.get(name)), None)

    def _fault_in_overrides(self, found: str) -> str | None:
        if self.answer_seconds is None:
            return None
        return fault_in(urldefrag(found).fragment, answer_seconds=self.answer_seconds)


def hooks_for(settings: Settings, number: dict[str, Any]) -> list[Hook]:
    """A fallback that somebody has put on another host may stay there, unless FALLBACK_URL names one."""
    wanted = wanted_addresses(settings)
    for name in ("voice_fallback_url", "sms_fallback_url"):
        named = settings.fallback_url and name == "voice_fallback_url"
        if not named and _is_foreign(number.get(name) or "", settings):
            wanted[name] = number[name]
    answers = {"voice_url": settings.timeout_call_answer, "sms_url": settings.timeout_webhook_answer}
    return [Hook(name, address, answers.get(name)) for name, address in wanted.items()]


def _is_foreign(address: str, settings: Settings) -> bool:
    return bool(address) and urlsplit(address).hostname != urlsplit(settings.public_url).hostname


def check_outside(settings: Settings, number: dict[str, Any], what: str) -> Iterator[Finding]:
    """Whether a caller still hears something when all of this is gone."""
    fallback = number.get("voice_fallback_url") or ""
    if fallback and not settings.simulated and not _is_foreign(fallback, settings):
        yield Finding.warn(
            what,
            "voice_fallback_url leads to us, and dies with us",
            "put what `hotline fallback-twiml` prints on another host (a TwiML Bin will do), set FALLBACK_URL to it, "
            + MENDING,
        )
