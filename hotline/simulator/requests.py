"""What goes to the product and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from hotline.simulator.documents import Refused

XML_TYPES = frozenset({"text/xml", "application/xml"})


def is_web_address(url: str) -> bool:
    """Whether the network would call this address. A host name may hold no underscore."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and "_" not in host


@dataclass(frozen=True)
class Request:
    """An address to fetch; `params` go along with it."""

    url: str
    method: str = "POST"
    params: Mapping[str, str] = field(default_factory=dict)

    def joined(self, address: str, method: str = "POST") -> "Request":
        """A request for an address that may be relative to this one's."""
        return Request(urljoin(self.url, address), method or "POST")

    def with_params(self, params: Mapping[str, str]) -> "Request":
        return Request(self.url, self.method, {**self.params, **params})


@dataclass(frozen=True)
class Reply:
    status: int
    content_type: str
    body: bytes
    url: str
    location: str = ""
    redirected: bool = False

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def twiml(self) -> bytes:
        """The body, if the answer as a whole is one that holds TwiML. Raises Refused."""
        if not self.ok:
            raise Refused(11200, f"the answer has status {self.status}")
        if self.content_type.split(";")[0].strip().lower() not in XML_TYPES:
            raise Refused(12300, f"the content type {self.content_type!r} is not XML")
        return self.body


@dataclass
class Delivery:
    """One webhook as it was sent, for tests to look at and to replay."""

    request: Request
    reply: Reply | None = None
    error: Refused | None = None
