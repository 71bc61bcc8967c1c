"""Nobody sees a page without having signed in, and no foreign page acts in an officer's name."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from hotline.app import create_app
from hotline.console.console import Console
from hotline.console.cookies import PLAIN_SESSION, SECURE_SESSION
from tests.stories.town import Town

from .people import ADMIN, LAN, Visitor, sign_in


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


def test_a_fault_of_ours_is_told_in_words_and_with_the_same_headers(
    visitor: Callable[[str | None], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a fault")

    lan = visitor(LAN)
    monkeypatch.setattr(Console, "viewer", fails)
    answer = lan.opens("/console/")
    assert answer.status_code == 500
    assert "Cuộc gọi vẫn tới người trực" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


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


def test_over_tls_a_cookie_that_a_neighbouring_host_may_have_set_opens_nothing(town: Town) -> None:
    settings = town.service.settings.model_copy(update={"public_url": "https://hotline.example"})
    over_tls = create_app(settings, replace(town.service, settings=settings))
    secret = sign_in(town, LAN)
    for name, is_let_in in ((PLAIN_SESSION, False), (SECURE_SESSION, True)):
        with TestClient(over_tls, settings.public_url, follow_redirects=False, cookies={name: secret}) as lan:
            assert (lan.get("/console/devices").status_code == 200) == is_let_in


def test_who_forgets_the_last_slash_arrives_as_well(visitor: Callable[[str | None], Visitor]) -> None:
    assert visitor(None).opens("/console").headers["location"] == "/console/"


def test_a_name_that_can_not_be_written_is_nobodys(visitor: Callable[[str | None], Visitor]) -> None:
    assert visitor(ADMIN).sends("/console/accounts/officers/%00/password").status_code == 404
