"""What is pressed where there is no network is told to be undone, and the way leads back to where it was pressed."""

from playwright.sync_api import Page, expect

from hotline.simulator.phones import Phone
from tests.stories.town import Town

from .on_screen import Screens
from .people import LAN


def opens_watched(town: Town, screens: Screens, path: str) -> Page:
    """A page whose worker answers when there is no network."""
    page = screens.open(LAN, "/console/")
    page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    page.goto(town.url + path)
    return page


def test_lan_accepts_in_a_dead_spot_and_again_where_there_is_a_network(
    town: Town, screens: Screens, child: Phone
) -> None:
    child.texts("con ở ninh kiều")
    page = opens_watched(town, screens, f"/console/cases/{town.record('cases')['number']}?a=1&b=2")
    page.context.set_offline(True)
    page.locator("#head form.accept button").click()
    expect(page.get_by_role("heading")).to_have_text("Mất mạng: chưa gửi được")
    page.context.set_offline(False)
    page.get_by_role("link", name="Quay lại").click()
    page.locator("#head form.accept button").click()
    expect(page.locator("#said")).to_contain_text("Anh chị đã nhận ca")
    assert town.record("cases")["acknowledged_by"] == LAN


def test_a_page_that_is_only_read_is_tried_again(town: Town, screens: Screens) -> None:
    page = opens_watched(town, screens, "/console/cases")
    page.context.set_offline(True)
    page.get_by_role("link", name="Lịch trực").click()
    expect(page.get_by_role("heading")).to_have_text("Mất mạng")
    page.context.set_offline(False)
    page.get_by_role("link", name="Thử lại").click()
    expect(page.get_by_role("heading", name="Lịch trực: Quận Ninh Kiều")).to_be_visible()
