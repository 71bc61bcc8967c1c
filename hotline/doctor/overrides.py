"""Connection overrides in the fragment of an address, judged by what they do rather than how they are written."""

from urllib.parse import parse_qsl

LIMITS = {"rc": (0, 5), "ct": (100, 10_000), "rt": (100, 15_000), "tt": (100, 15_000)}
DEFAULTS = {"rc": 1, "ct": 5000, "rt": 15_000, "tt": 15_000}
"""Retries, and milliseconds for a connection, an answer and everything together."""
POLICIES = {"4xx", "5xx", "ct", "rt", "all"}
NEEDED = {"5xx", "ct", "rt"}
CEILING = 15_000
MARGIN = 500
"""Milliseconds between our latest answer and the moment the network gives up, for the way there and back."""


def fault_in(fragment: str, *, answer_seconds: float) -> str | None:
    """What would go wrong with these overrides for an answer that may take so long; None: nothing."""
    wishes = dict(parse_qsl(fragment))
    if misread := _misread(wishes):
        return f"has an override that the network does not understand ({misread})"
    numbers = {name: int(wishes.get(name, default)) for name, default in DEFAULTS.items()}
    policy = set(wishes.get("rp", "ct").split(","))
    if not numbers["rc"] or not (policy >= NEEDED or "all" in policy):
        return "is not tried again when an answer fails or is late"
    if numbers["rt"] < answer_seconds * 1000 + MARGIN:
        return "is given up before our answer comes"
    if 2 * (numbers["ct"] + numbers["rt"]) > min(numbers["tt"], CEILING):
        return "leaves no time for a second try within 15 s"
    return None


def _misread(wishes: dict[str, str]) -> str:
    """Overrides out of their limits, as they are written."""
    wrong = [name for name, limits in LIMITS.items() if name in wishes and not _is_within(wishes[name], *limits)]
    wrong += ["rp"] if set(wishes.get("rp", "ct").split(",")) - POLICIES else []
    return ", ".join(f"{name}={wishes[name]}" for name in wrong)


def _is_within(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdecimal() and least <= int(text) <= most
