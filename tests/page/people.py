"""The people of a story, as they use the page."""

from playwright.sync_api import Locator, Page, expect

CHILD, LAN, MINH = "+84900000001", "+84912000001", "+84912000002"


class OnScreen:
    """One telephone on the page."""

    def __init__(self, page: Page, number: str) -> None:
        self.element = page.locator(f'article[data-number="{number}"]')

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name)

    def is_in_state(self, state: str) -> None:
        expect(self.element).to_have_attribute("data-state", state, timeout=60_000)

    def hears(self, words: str) -> None:
        expect(self.element.locator(".left").filter(has_text=words).last).to_be_attached(timeout=60_000)

    def calls(self) -> None:
        self.button("Gọi đường dây nóng").click()
        self.is_asked()

    def is_asked(self) -> None:
        self.hears("Con nói tên, hoặc bấm số")

    def says(self, words: str) -> None:
        field = self.element.get_by_role("textbox", name="Nói vào máy")
        field.fill(words)
        field.press("Enter")

    def answers(self) -> None:
        self.is_in_state("ringing")
        self.button("Nhấc máy").click()

    def accepts(self) -> None:
        self.answers()
        self.button("Nhận ca").click()


def two_who_talk(page: Page) -> tuple[OnScreen, OnScreen]:
    """A child who called from Ninh Kiều, and Lan who has taken the case."""
    child, lan = OnScreen(page, CHILD), OnScreen(page, LAN)
    child.calls()
    child.says("ninh kiều")
    lan.accepts()
    child.is_in_state("talking")
    lan.is_in_state("talking")
    return child, lan
