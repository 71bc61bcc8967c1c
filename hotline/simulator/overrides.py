"""Connection overrides: wishes about time and retries in the fragment of an address.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl


class Overrides:
    """A fragment such as `#rc=2&tt=5000`; `total` seconds are the ceiling of all waiting."""

    def __init__(self, fragment: str, total: float) -> None:
        values = dict(parse_qsl(fragment))
        self.retries = _whole(values, "rc", 1, most=5)
        self.policy = values.get("rp", "ct").split(",")
        self.connect = _whole(values, "ct", 5000, most=10_000) / 1000
        self.read = _whole(values, "rt", 15_000, most=15_000) / 1000
        self.total = min(_whole(values, "tt", 15_000, most=15_000) / 1000, total)

    def retry_after(self, fault: str) -> bool:
        return fault in self.policy or "all" in self.policy


def _whole(values: Mapping[str, str], name: str, default: int, most: int) -> int:
    """A wish that is no number counts for nothing."""
    text = values.get(name, "")
    return min(int(text), most) if text.isdecimal() else default
