"""Whoever pressed a button when their sign-in was over comes back, once signed in, to the page where it stands."""

from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.routing import Match

COOKIE = "back"
ENOUGH = 15 * 60
"""Seconds to sign in, code and all. Whoever signs in here later may be somebody else."""
LONGEST = 500


def remember_page(request: Request, response: Response) -> None:
    """Keep where a form came from: nothing of what was typed, and no address outside of the console."""
    came_from = urlsplit(request.headers.get("referer", ""))
    page = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    if _is_a_page(request, page):
        secure = request.app.state.over_tls
        response.set_cookie(COOKIE, page, max_age=ENOUGH, path="/console", secure=secure, httponly=True, samesite="lax")


def page_to_come_back_to(request: Request) -> str:
    """'' when there is none. Asked again whether it is one of ours: the cookie may be anybody's."""
    page = request.cookies.get(COOKIE, "")
    return page if _is_a_page(request, page) else ""


def forget_page(request: Request, response: Response) -> None:
    if COOKIE in request.cookies:
        response.delete_cookie(
            COOKIE, path="/console", secure=request.app.state.over_tls, httponly=True, samesite="lax"
        )


def _is_a_page(request: Request, page: str) -> bool:
    """Whether it can be opened: what only a form may send to has nothing to show."""
    path = urlsplit(page).path
    if len(page) > LONGEST or not path.startswith("/console/") or page != page.strip() or "\\" in page:
        return False
    scope = {"type": "http", "method": "GET", "path": path, "root_path": request.scope.get("root_path", "")}
    return any(route.matches(scope)[0] == Match.FULL for route in request.app.routes)
