"""Whether a request's key is good, and for what."""

from datetime import datetime

from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from hotline.api.problems import NO_KEY, Refused
from hotline.models import Access, ApiToken
from hotline.staff import tokens
from hotline.staff.accesses import is_noted
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
    _note(session, key, "api.read", now=now, detail=request.scope["route"].path)
    return key


def note_case(session: Session, key: ApiToken, case_id: int, *, now: datetime) -> None:
    """That this key has read this one case, as is written down of officers."""
    _note(session, key, "case.read", now=now, case_id=case_id)


def _note(
    session: Session, key: ApiToken, what: str, *, now: datetime, detail: str | None = None, case_id: int | None = None
) -> None:
    """What was read, once a minute at most: a dashboard that asks each second must not bury the record."""
    who = f"token:{key.id}"
    if not is_noted(session, who, what, since=now - NOTED_EVERY, case_id=case_id, detail=detail):
        session.add(Access(at=now, who=who, what=what, case_id=case_id, detail=detail))
