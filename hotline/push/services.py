"""The push services that browsers use. We send to no other address: one that somebody made up leads nowhere else."""

from collections.abc import Collection
from urllib.parse import urlsplit

HOSTS = ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
"""Chromium, Firefox, Safari, Edge; each with all of its subdomains."""
LONGEST = 2000


def is_push_service(endpoint: str, others: Collection[str]) -> bool:
    """Whether this is an address of one of HOSTS over TLS, or of `others` (origins such as https://push.example.vn)."""
    try:
        address = urlsplit(endpoint)
        port = address.port
    except ValueError:
        return False
    host = address.hostname or ""
    if len(endpoint) > LONGEST or not host or address.username is not None or "\\" in endpoint:
        return False
    if f"{address.scheme}://{address.netloc}" in others:
        return True
    is_browsers = any(host == known or host.endswith(f".{known}") for known in HOSTS)
    return address.scheme == "https" and port in {None, 443} and is_browsers
