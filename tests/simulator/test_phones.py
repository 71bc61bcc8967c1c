"""Scripted phones fail with everything that happened."""

import pytest

from hotline.simulator.network import Network
from hotline.simulator.phones import Phone, observed

from .product import Product


@pytest.fixture(autouse=True)
def _impatient(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    product.on("/webhooks/voice", "<Gather><Say>Con ở đâu?</Say></Gather>")
    monkeypatch.setattr(observed, "PATIENCE", 0.05)


def test_a_failed_expectation_tells_the_story(child: Phone) -> None:
    child.calls()
    with pytest.raises(AssertionError, match=r"child does not hear 'Xin chào'(.|\n)*child hears: Con ở đâu"):
        child.hears("Xin chào")


def test_what_was_heard_before_does_not_count_twice(child: Phone) -> None:
    child.calls()
    child.hears("Con ở đâu")
    with pytest.raises(AssertionError):
        child.hears("Con ở đâu")


def test_nobody_can_press_keys_without_a_call(child: Phone) -> None:
    with pytest.raises(AssertionError, match="child is not on a call"):
        child.presses("1")


def test_silence_needs_someone_who_listens(product: Product, child: Phone) -> None:
    product.on("/webhooks/voice", '<Pause length="5"/>')
    child.calls()
    with pytest.raises(AssertionError, match="nobody listens"):
        child.stays_silent()


def test_a_phone_that_does_not_ring_cannot_be_answered(officer: Phone) -> None:
    with pytest.raises(AssertionError, match="officer does not ring"):
        officer.answers()


def test_two_people_who_do_not_talk(child: Phone, officer: Phone) -> None:
    child.calls()
    with pytest.raises(AssertionError, match="child does not talk with officer"):
        child.talks_with(officer)


def test_it_counts_calls_at_the_same_time(child: Phone, network: Network) -> None:
    child.calls()
    child.calls()
    assert child.most_calls_at_once == 2
