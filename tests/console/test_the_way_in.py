"""Nobody sees a page without having signed in, and no foreign page acts in an officer's name."""

from collections.abc import Callable

import pytest

from tests.stories.town import Town

from .people import LAN, Visitor


def test_a_stranger_is_led_to_the_way_in(visitor: Callable[[str | None], Visitor]) -> None:
    answer = visitor(None).opens("/console/live")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")


def test_a_page_that_is_not_there_looks_the_same_to_everybody(visitor: Callable[[str | None], Visitor]) -> None:
    assert visitor(None).opens("/console/none").status_code == 404
    assert visitor(LAN).opens("/console/none").status_code == 404


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_our_token_is_refused(town: Town, visitor: Callable[[str | None], Visitor], token: str) -> None:
    lan = visitor(LAN)
    lan.csrf = token
    assert lan.sends("/console/language", {"language": "en"}).status_code == 403


def test_a_form_from_another_site_is_refused(visitor: Callable[[str | None], Visitor]) -> None:
    assert visitor(LAN).sends("/console/language", **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_no_page_is_kept_on_the_way_or_framed(visitor: Callable[[str | None], Visitor]) -> None:
    headers = visitor(None).opens("/console/none").headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


def test_the_language_can_be_switched_and_stays(visitor: Callable[[str | None], Visitor]) -> None:
    lan = visitor(LAN)
    lan.sends("/console/language", {"language": "en"}, referer="https://evil.example//evil.example/console/")
    assert '<html lang="en">' in lan.opens("/console/none").text


def test_a_form_that_would_fill_the_memory_is_refused_unread(
    town: Town, visitor: Callable[[str | None], Visitor]
) -> None:
    stranger = visitor(None)
    assert stranger.sends("/console/language", {"language": "x" * 300_000}).status_code == 413
    endless = stranger.http.post("/console/language", content=iter([b"x" * 1000] * 3))
    assert endless.status_code == 411
