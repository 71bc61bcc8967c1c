"""Whether a request's key is good, and for what."""

from datetime import datetime

from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session, col, select

from hotline.api.problems import NO_KEY, Refused
from hotline.models import Access, ApiToken
from hotline.staff import tokens
from hotline.staff.tokens import NOTED_EVERY

bearer = HTTPBearer(auto_error=False, description="A key that an admin or a manager has made at the console")


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
        challenge = 'Bearer error="invalid_token"' if given else "Bearer"
        raise Refused(401, NO_KEY, challenge=challenge)
    if not set(scopes) & set(key.scopes):
        challenge = f'Bearer error="insufficient_scope", scope="{" ".join(scopes)}"'
        raise Refused(403, f"The key needs the scope {' or '.join(scopes)}", challenge=challenge)
    _note(session, f"token:{key.id}", request.scope["route"].path, now=now)
    return key


def _note(session: Session, who: str, path: str, *, now: datetime) -> None:
    """What was read, once a minute at most: a dashboard that asks each second must not bury the record."""
    lately = select(Access.id).where(
        col(Access.at) > now - NOTED_EVERY, Access.who == who, Access.what == "api.read", Access.detail == path
    )
    if session.exec(lately.limit(1)).first() is None:
        session.add(Access(at=now, who=who, what="api.read", detail=path))
