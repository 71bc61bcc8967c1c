"""Proof that a request comes from the telephone network, or status 403.

https://www.twilio.com/docs/usage/security#validating-requests and, for shared keys,
https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException, Request
from prometheus_client import Counter
from twilio.request_validator import (
    HMAC_SHA1,
    HMAC_SHA256,
    SIGNATURE_HEADER,
    SIGNATURE_SETTINGS_HEADER,
    RequestValidator,
    get_signature_algorithm,
)

from webhooks.forms import LONGEST_BODY, MOST_FIELDS, Form

log = logging.getLogger(__name__)

_NAME = re.compile("[A-Z][A-Za-z]{1,39}")
"""What the network calls its fields. Other names may be anything, also what a child has written."""
MOST_NAMES = 40
"""Told of one request in the log; the network's own forms have fewer."""
REFUSED = Counter("hotline_webhooks_refused_total", "Webhook requests without a valid signature")
SIGNED = Counter("hotline_webhooks_signed_total", "Webhook requests with a valid signature")


@dataclass(frozen=True, eq=False)
class SignatureCheck:
    """Reads a signed form. Used as a FastAPI dependency of every webhook.

    `public_url` is the one truth about our address: what a proxy says in its headers is not believed.
    Any of `auth_tokens` may have signed (two are valid while one is being replaced); with the HMAC-SHA256
    scheme the secret is the shared key that the header names, if and only if it is one of `shared_keys`.
    """

    public_url: str
    auth_tokens: Sequence[str]
    shared_keys: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, request: Request) -> Form:
        """The request's form. Raises 413 for an enormous one and 403 for one that is not signed by the network."""
        form = _parse(await _bounded_body(request))
        if not self.is_signed(_address(self.public_url, request), form, request.headers):
            REFUSED.inc()
            names = [name for name in form if _NAME.fullmatch(name)]
            log.warning("refused an unsigned webhook with fields %s", names[:MOST_NAMES])
            raise HTTPException(status_code=403, detail="The signature does not fit.")
        SIGNED.inc()
        return form

    def is_signed(self, url: str, form: Form, headers: Mapping[str, str]) -> bool:
        signature = headers.get(SIGNATURE_HEADER)
        if not signature or not signature.isascii():
            return False
        settings = headers.get(SIGNATURE_SETTINGS_HEADER)
        algorithm = get_signature_algorithm(settings)
        return any(
            RequestValidator(secret).validate(url, form, signature, algorithm)
            for secret in self._secrets(settings, algorithm)
        )

    def _secrets(self, settings: str | None, algorithm: str) -> Sequence[str]:
        """The secrets that may have signed in this scheme. The header alone never chooses a weaker one."""
        if not settings or algorithm == HMAC_SHA1:
            return self.auth_tokens
        if algorithm != HMAC_SHA256:
            return ()
        parts = (part.partition("=") for part in settings.split(","))
        key = next((value.strip() for name, _, value in parts if name.strip() == "key"), "")
        return [self.shared_keys[key]] if key in self.shared_keys else ()


def _parse(body: bytes) -> Form:
    try:
        return Form.parse(body)
    except ValueError:
        raise HTTPException(status_code=413, detail=f"A form may have {MOST_FIELDS} fields at most.") from None


def _address(public_url: str, request: Request) -> str:
    """The address as the network called and signed it: our public one, with the path and query as sent."""
    path = request.scope["raw_path"].decode("latin-1").partition("?")[0]
    query = request.scope["query_string"].decode("latin-1")
    return f"{public_url}{path}" + (f"?{query}" if query else "")


async def _bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise HTTPException(status_code=413, detail=f"A form may have {LONGEST_BODY} bytes at most.")
    return bytes(body)
