"""Pictures of the console, from a real run: part of `make screenshots`."""

from datetime import UTC, datetime

from playwright.sync_api import Browser, Page
from sqlmodel import Session

from hotline.console.cookies import PLAIN_SESSION
from hotline.db import connect
from hotline.settings import Settings
from hotline.staff.sign_ins import begin
from routing.models import Officer
from tests.page.demo import Demo
from tests.page.people import OnScreen
from tests.page.pictures import DESK, HAND, keep


def show_the_console(browser: Browser, phones: Page, demo: Demo) -> None:
    """A child calls again; an officer takes the case from the board, a manager looks at roster and figures."""
    manager = open_console(browser, demo, "mgr1", DESK, "light")
    OnScreen(phones, "+84900000001").button("Gọi đường dây nóng").click()
    manager.locator(".rings article, .ring").first.wait_for()
    keep(manager, "board")
    hand = open_console(browser, demo, "mgr1", HAND, "dark")
    keep(hand, "board-at-night")
    hand.goto(f"{demo.web}/console/cases/CT-0001")
    hand.get_by_role("heading", level=1).wait_for()
    keep(hand, "case-at-night")
    for name, path in (("case", "cases/CT-0001"), ("roster", "roster"), ("figures", "figures")):
        manager.goto(f"{demo.web}/console/{path}")
        manager.get_by_role("heading", level=1).wait_for()
        keep(manager, name)


def open_console(browser: Browser, demo: Demo, officer: str, size: dict[str, int], scheme: str) -> Page:
    """The board, on a device where this officer has signed in."""
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    context.add_cookies([{"name": PLAIN_SESSION, "value": _sign_in(demo, officer), "url": demo.web}])
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{demo.web}/console/")
    page.locator('#link[data-state="on"]').wait_for()
    return page


def _sign_in(demo: Demo, officer: str) -> str:
    now = datetime.now(UTC)
    with Session(connect(Settings(hotline_home=demo.home))) as session:  # type: ignore[call-arg]
        begun = begin(session, session.get_one(Officer, officer), device="screenshots", now=now)
        begun.row.proven_at = now
        session.add(begun.row)
        session.commit()
    return begun.token
