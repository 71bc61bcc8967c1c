"""Nobody else's page can act in an officer's name: each form carries a token that only our own pages know."""

import hashlib
import hmac
from urllib.parse import urlsplit

from fastapi import HTTPException, Request

from hotline.console.cookies import session_token

FIELD = "csrf"
HEADER = "x-csrf"
SAFE = {"GET", "HEAD"}


def csrf_token(secret_key: str, session: str) -> str:
    """Bound to the sign-in; before it, to this installation."""
    return hmac.new(secret_key.encode(), f"csrf {session}".encode(), hashlib.sha256).hexdigest()


class CsrfCheck:
    """A dependency of every route. Raises 403 for a change that did not come from a page of ours."""

    def __init__(self, secret_key: str, public_url: str) -> None:
        self._secret_key = secret_key
        self._host = urlsplit(public_url).netloc

    async def __call__(self, request: Request) -> None:
        if request.method in SAFE:
            return
        if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            raise HTTPException(403, "This form came from another site")
        if not self._is_from_here(request):
            raise HTTPException(403, "This form came from another site")
        given = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
        expected = csrf_token(self._secret_key, session_token(request))
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise HTTPException(403, "This page is out of date: load it again")

    def _is_from_here(self, request: Request) -> bool:
        """Every browser names where a form comes from (RFC 6454, 7), also those that know no Sec-Fetch-Site.

        It matters before the sign-in, when the token is no secret: nobody signs a visitor in under a foreign name.
        """
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc in {self._host, request.headers.get("host")}
