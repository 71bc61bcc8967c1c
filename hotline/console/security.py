"""Headers of every answer of the console."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
TLS_ONLY = {"Strict-Transport-Security": f"max-age={365 * 24 * 3600}"}
"""RFC 6797; a browser ignores it on a plain connection."""


def secure(headers: MutableHeaders, *, over_tls: bool) -> None:
    headers.update(HEADERS | (TLS_ONLY if over_tls else {}))
    headers.setdefault("Content-Security-Policy", POLICY)  # a picture has one of its own
    headers.setdefault("Cache-Control", "no-store")


class SecurityHeaders:
    """Pages hold personal data: nobody on the way keeps a copy, nor does the browser's disk."""

    def __init__(self, app: ASGIApp, *, over_tls: bool) -> None:
        self._app = app
        self._over_tls = over_tls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message), over_tls=self._over_tls)
            await send(message)

        await self._app(scope, receive, send_with_headers)
