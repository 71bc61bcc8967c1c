"""A real browser shows an alert through its worker, and accepts from the notification."""

import json
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

from hotline.console.cookies import PLAIN_SESSION
from hotline.models import Notification
from hotline.push.words import push_message
from hotline.simulator.phones import Phone
from tests.page.chromium import PATIENCE
from tests.stories.town import Town

from .people import LAN, sign_in

NOTED = "clients.openWindow = async (url) => { self.opened = url; }"
"""Only a real thumb may open a window."""
SHOWN = "async () => (await registration.getNotifications()).map((one) => [one.title, one.tag, one.data.over])"
TAPPED = """async (action) => {
  const [notification] = await registration.getNotifications();
  dispatchEvent(new NotificationEvent("notificationclick", { notification, action }));
}"""


@pytest.fixture
def context(browser: Browser, town: Town) -> Iterator[BrowserContext]:
    context = _allowed(browser, town)
    yield context
    context.close()


def _allowed(browser: Browser, town: Town) -> BrowserContext:
    context = browser.new_context()
    context.grant_permissions(["notifications"], origin=town.url)
    context.add_cookies([{"name": PLAIN_SESSION, "value": sign_in(town, LAN), "url": town.url}])
    return context


def tells(town: Town, page: Page, worker: Worker, notification: int) -> list[list[object]]:
    """The push service tells the worker, as it would with no page open; what is shown then."""
    with town.service.transaction() as session:
        message = push_message(session, session.get_one(Notification, notification))
    devtools = page.context.new_cdp_session(page)
    found: list[str] = []
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"]),
    )
    devtools.send("ServiceWorker.enable")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    comes(page, lambda: found)
    devtools.send(
        "ServiceWorker.deliverPushMessage", {"origin": town.url, "registrationId": found[-1], "data": message}
    )
    told = json.loads(message)
    comes(page, lambda: [one[1:] for one in worker.evaluate(SHOWN)] == [[told["tag"], told["over"]]])
    shown: list[list[object]] = worker.evaluate(SHOWN)
    return shown


def comes(page: Page, holds: Callable[[], object]) -> None:
    """Wait for it, while what the browser tells goes on coming in."""
    give_up_at = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < give_up_at
        page.wait_for_timeout(20)


def test_an_alert_is_shown_and_accepted_from_the_notification(
    town: Town, context: BrowserContext, child: Phone, lan: Phone
) -> None:
    page = context.new_page()
    with context.expect_event("serviceworker") as started:
        page.goto(f"{town.url}/console/")
    expect(page.get_by_role("button", name="Bật thông báo")).to_be_visible()
    child.texts("con ở ninh kiều")
    lan.rings()
    call = town.notifications(LAN)[-1]["id"]
    assert tells(town, page, started.value, call)[0][0] == "Ca khẩn cấp, Quận Ninh Kiều"
    started.value.evaluate(TAPPED, "accept")
    expect(page.locator("#said")).to_contain_text("Anh chị đã nhận ca")
    lan.is_not_ringing()
    assert town.record("cases")["acknowledged_by"] == LAN
    assert tells(town, page, started.value, call)[0][2] is True


def test_a_tap_on_a_notification_takes_no_page_away_on_which_somebody_may_be_typing(
    town: Town, context: BrowserContext, child: Phone, lan: Phone
) -> None:
    page = context.new_page()
    with context.expect_event("serviceworker") as started:
        page.goto(f"{town.url}/console/")
    page.goto(f"{town.url}/console/roster")
    page.get_by_label("Ghi chú bàn giao").fill("Ca CT-0001: gọi lại lúc 8 giờ")
    child.texts("con ở ninh kiều")
    lan.rings()
    tells(town, page, started.value, town.notifications(LAN)[-1]["id"])
    started.value.evaluate(NOTED)
    started.value.evaluate(TAPPED, "open")
    comes(page, lambda: started.value.evaluate("self.opened") == "/console/")
    expect(page.get_by_label("Ghi chú bàn giao")).to_have_value("Ca CT-0001: gọi lại lúc 8 giờ")
