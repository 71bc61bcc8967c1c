"""The console's cookies."""

from fastapi import Request, Response

YEAR = 365 * 24 * 3600
LANGUAGE = "language"
SECURE_SESSION, PLAIN_SESSION = "__Host-session", "session"
"""The first can be set by a page over TLS only, and by no neighbouring host (RFC 6265bis, 4.1.3)."""
SECURE_DEVICE, PLAIN_DEVICE = "__Host-device", "device"


def session_token(request: Request) -> str:
    """The secret of this device's sign-in; '' without one."""
    return _kept(request, SECURE_SESSION, PLAIN_SESSION)


def _kept(request: Request, secure: str, plain: str) -> str:
    """A plain cookie counts only where there is no TLS: elsewhere a neighbouring host may have set it."""
    return request.cookies.get(secure if request.app.state.over_tls else plain, "")


def keep_session(response: Response, token: str, *, public_url: str, seconds: int) -> None:
    secure = public_url.startswith("https://")
    name = SECURE_SESSION if secure else PLAIN_SESSION
    response.set_cookie(name, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax")


def forget_session(response: Response) -> None:
    for name in (SECURE_SESSION, PLAIN_SESSION):
        response.delete_cookie(name, path="/", secure=name == SECURE_SESSION, httponly=True, samesite="lax")


def device_memory(request: Request) -> str:
    """Which numbers have signed in on this device before, for `hotline.staff.devices`; '' when it keeps nothing."""
    return _kept(request, SECURE_DEVICE, PLAIN_DEVICE)


def keep_device(response: Response, memory: str, *, public_url: str) -> None:
    secure = public_url.startswith("https://")
    name = SECURE_DEVICE if secure else PLAIN_DEVICE
    response.set_cookie(name, memory, max_age=YEAR, path="/", secure=secure, httponly=True, samesite="lax")


def keep_language(response: Response, language: str) -> None:
    response.set_cookie(LANGUAGE, language, max_age=YEAR, path="/", httponly=True, samesite="lax")
