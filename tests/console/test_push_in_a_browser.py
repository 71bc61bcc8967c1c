"""A real browser shows an alert through its worker, and accepts from the notification."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Worker, expect

from hotline.console.cookies import PLAIN_SESSION
from hotline.models import Notification
from hotline.push.words import push_message
from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .people import LAN, sign_in

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
    page.wait_for_timeout(100)
    devtools.send(
        "ServiceWorker.deliverPushMessage", {"origin": town.url, "registrationId": found[-1], "data": message}
    )
    tag = json.loads(message)["tag"]
    page.wait_for_timeout(300)
    shown: list[list[object]] = worker.evaluate(SHOWN)
    assert [one[1] for one in shown] == [tag]
    return shown


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
