"""Whether a request's key is good, and for what."""

from datetime import datetime

from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from hotline.api.problems import Refused
from hotline.models import Access, ApiToken
from hotline.staff import tokens

bearer = HTTPBearer(auto_error=False, description="A key that an admin has made at the console")


def check(
    session: Session,
    given: HTTPAuthorizationCredentials | None,
    request: Request,
    *scopes: str,
    now: datetime,
) -> ApiToken:
    """The key, which must have one of the scopes. Raises Refused (RFC 6750, 3.1)."""
    key = tokens.find(session, given.credentials, now=now) if given else None
    if key is None:
        raise Refused(401, "A key is needed, and this one is none or no longer", challenge="Bearer")
    if not set(scopes) & set(key.scopes):
        challenge = f'Bearer error="insufficient_scope", scope="{" ".join(scopes)}"'
        raise Refused(403, f"The key needs the scope {' or '.join(scopes)}", challenge=challenge)
    if session.is_modified(key):  # its use is noted once a minute at most, and what it read with it
        session.add(Access(at=now, who=f"token:{key.id}", what="api.read", detail=request.scope["route"].path))
    return key
