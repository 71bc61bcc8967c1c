"""Who may act for people with telephones: programs and pages of this machine."""

from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from hotline.simulator.network import Network

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "testclient"})
LOCAL_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})
STATE_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def local_network(request: Request) -> Network:
    """The network, for a request from this machine that no foreign web page can have made.

    A page elsewhere can neither set a JSON content type without asking first nor hide its origin; the host check
    keeps out names that were pointed at this machine.
    """
    client = request.client.host if request.client else ""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    origin = request.headers.get("origin")
    if client not in LOOPBACK or host not in LOCAL_HOSTS | {"testserver"}:
        raise HTTPException(403, "phones are for this machine only")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "phones are for pages of this server only")
    if request.method in STATE_CHANGING and not _is_json(request):
        raise HTTPException(415, "send application/json")
    network: Network = request.app.state.network
    return network


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").split(";")[0].strip() == "application/json"
