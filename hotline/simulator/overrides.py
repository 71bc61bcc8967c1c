"""Connection overrides: wishes about time and retries in the fragment of an address.

https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
"""

from urllib.parse import parse_qsl


class Overrides:
    """A fragment such as `#rc=2&tt=5000`; `total` seconds are the ceiling of all waiting."""

    def __init__(self, fragment: str, total: float) -> None:
        values = dict(parse_qsl(fragment))
        self.retries = min(int(values.get("rc", 1)), 5)
        self.policy = values.get("rp", "ct").split(",")
        self.connect = int(values.get("ct", 5000)) / 1000
        self.read = int(values.get("rt", 15000)) / 1000
        self.total = min(int(values.get("tt", 15000)) / 1000, total)

    def retry_after(self, fault: str) -> bool:
        return fault in self.policy or "all" in self.policy
