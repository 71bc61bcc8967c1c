"""A telephone call takes the sound away from a page: the bell takes it back, or says that nobody hears it."""

import pytest
from playwright.sync_api import Page, expect

from hotline.simulator.phones import Phone

from .on_screen import Screens
from .people import LAN

WATCHED = """
    const Real = window.AudioContext;
    window.AudioContext = class extends Real { constructor() { super(); window.audio = this; } };
"""


@pytest.fixture
def page(screens: Screens) -> Page:
    """The board with its bell turned on."""
    page = screens.open(LAN, "/console/")
    page.context.add_init_script(WATCHED)
    page.reload()
    page.locator("#link[data-state=on]").wait_for()
    page.locator("#sound").click()
    expect(page.locator("#sound")).to_have_attribute("data-state", "on")
    return page


def test_a_bell_that_was_interrupted_is_heard_by_the_next_child(page: Page, child: Phone) -> None:
    page.evaluate("audio.suspend()")
    child.texts("con ở ninh kiều")
    expect(page.locator("#sound")).to_have_attribute("data-state", "ringing")
    assert page.evaluate("audio.state") == "running"


def test_a_bell_that_gets_no_sound_back_says_so_until_somebody_touches_it(page: Page, child: Phone) -> None:
    bell = page.locator("#sound")
    page.evaluate("audio.resume = () => new Promise(() => null); audio.suspend()")
    expect(bell).to_have_text("Chuông bị ngắt tiếng. Bấm để bật lại")
    child.texts("con ở ninh kiều")
    expect(page.locator("#rings [data-alert]")).to_have_count(1)
    expect(bell).to_have_attribute("data-state", "unheard")
    page.evaluate("delete audio.resume")
    bell.click()
    expect(bell).to_have_attribute("data-state", "ringing")
