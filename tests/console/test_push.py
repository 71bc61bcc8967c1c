"""A closed browser tells of an alert, takes it, and tells when it is over; it never holds one up."""

import stat
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis import Redis
from sqlalchemy import Engine

from hotline.push.browsers import is_auth, is_point
from hotline.push.services import HOSTS, is_push_service
from hotline.settings import Settings
from hotline.simulator.phones import Phone
from tests.stories.town import Town, found_town

from .people import AUDITOR, LAN, MINH, TUAN, Visitor
from .push_service import Browser, PushService, running_push_service, signer_of

Let = Callable[[str | None], Visitor]


@pytest.fixture
def service() -> Iterator[PushService]:
    with running_push_service() as service:
        yield service


@pytest.fixture
def town(engine: Engine, redis: Redis, patient: Settings, service: PushService) -> Iterator[Town]:
    with found_town(engine, redis, patient.model_copy(update={"push_services": service.origin})) as town:
        yield town


def subscribed(visitor: Visitor, service: PushService, name: str = "one") -> Browser:
    browser = service.browser(name)
    assert visitor.sends("/console/push/subscription", browser.subscription()).status_code == 204
    return browser


@pytest.fixture
def lans(visitor: Let) -> Visitor:
    return visitor(LAN)


@pytest.fixture
def browser(lans: Visitor, service: PushService) -> Browser:
    return subscribed(lans, service)


def pushes(town: Town, officer: str = LAN) -> list[str]:
    return [row["state"] for row in town.notifications(officer, "push")]


def test_an_alert_is_shown_with_nothing_personal(
    town: Town, lans: Visitor, browser: Browser, child: Phone, lan: Phone
) -> None:
    child.texts("con ở ninh kiều, cứu con với")
    lan.rings()
    (told,), (headers,) = browser.told, browser.headers
    assert told["title"] == "Ca khẩn cấp, Quận Ninh Kiều"
    assert "02:00" in told["body"]
    assert not told["over"]
    assert not [word for word in ("cứu", "0000001", "Lan") if word in str(told)]
    assert (headers["urgency"], headers["topic"]) == ("high", f"case-{town.record('cases')['id']}")
    assert int(headers["ttl"]) <= 300
    assert signer_of(headers) == lans.http.get("/console/push/key").json()["key"]
    assert pushes(town) == ["sent"]


def test_accepting_from_the_notification_is_accepting(
    town: Town, lans: Visitor, browser: Browser, child: Phone
) -> None:
    child.texts("con ở ninh kiều")
    (told,) = browser.told
    csrf = lans.http.get("/console/push/key").json()["csrf"]
    answer = lans.http.post(
        f"/console/alerts/{told['alert']}/accept", data={"push": told["notification"]}, headers={"x-csrf": csrf}
    )
    assert "said=accepted" in answer.headers["location"]
    town.network.wait_idle()
    assert pushes(town) == ["accepted"]
    assert town.record("cases")["acknowledged_by"] == LAN
    assert (browser.told[-1]["over"], browser.told[-1]["tag"]) == (True, told["tag"])


def test_nobody_accepts_with_the_notification_of_another(
    town: Town, visitor: Let, browser: Browser, child: Phone
) -> None:
    child.texts("con ở ninh kiều")
    (told,) = browser.told
    stranger = visitor(None)
    assert stranger.http.get("/console/push/key").status_code == 401
    assert stranger.sends(f"/console/alerts/{told['alert']}/accept").status_code == 401
    visitor(MINH).sends(f"/console/alerts/{told['alert']}/accept", {"push": str(told["notification"])})
    town.network.wait_idle()
    assert pushes(town) == ["cancelled"]
    assert town.record("cases")["acknowledged_by"] == MINH


def test_when_a_colleague_has_taken_it_the_notification_says_so(town: Town, browser: Browser, child: Phone) -> None:
    child.texts("con ở ninh kiều")
    minh = town.phone("+84912000002", "Minh")
    minh.answers()
    minh.presses("1")
    assert pushes(town) == ["cancelled"]
    assert [told["over"] for told in browser.told] == [False, True]
    assert "Đã có người nhận" in browser.told[-1]["body"]


@pytest.mark.parametrize("answer", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(
    town: Town, service: PushService, browser: Browser, child: Phone, answer: int
) -> None:
    service.answer = answer
    child.texts("con ở ninh kiều")
    town.network.wait_idle()
    assert pushes(town) == ["failed"]
    town.phone("+84912000001").declines()
    town.passes(600)
    assert set(pushes(town)) == {"failed"}
    assert len(pushes(town)) == 1


def test_a_push_service_in_trouble_holds_up_no_alert(
    town: Town, service: PushService, browser: Browser, child: Phone, lan: Phone
) -> None:
    service.answer = 500
    child.texts("con ở ninh kiều")
    lan.rings()
    lan.answers()
    lan.presses("2")
    minh = town.phone("+84912000002", "Minh")
    minh.answers()
    minh.presses("2")
    town.phone("+84912000003", "Hoa").rings()  # nobody waits for the push
    service.answer = 201
    town.passes(3)
    assert pushes(town) == ["sent"]


def test_who_signs_out_is_told_no_more(town: Town, lans: Visitor, browser: Browser, child: Phone) -> None:
    lans.sends("/console/sign-out")
    child.texts("con ở ninh kiều")
    assert (browser.told, pushes(town)) == ([], [])


def test_who_turns_it_off_is_told_no_more(town: Town, lans: Visitor, browser: Browser, child: Phone) -> None:
    assert lans.sends("/console/push/unsubscribe", {"endpoint": browser.endpoint}).status_code == 204
    child.texts("con ở ninh kiều")
    assert browser.told == []


def test_a_browser_tells_of_the_alerts_of_whoever_is_signed_in_last(
    town: Town, visitor: Let, browser: Browser, child: Phone
) -> None:
    assert visitor(TUAN).sends("/console/push/subscription", browser.subscription()).status_code == 204
    child.texts("con ở ninh kiều")
    assert browser.told == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("endpoint", "http://169.254.169.254/latest/meta-data"),
        ("endpoint", "https://fcm.googleapis.com.evil.example/x"),
        ("endpoint", "https://fcm.googleapis.com@10.0.0.1/x"),
        ("p256dh", "BAAA"),
        ("auth", "c2hvcnQ"),
    ],
)
def test_what_no_browser_gives_is_refused(lans: Visitor, service: PushService, field: str, value: str) -> None:
    given = service.browser("one").subscription() | {field: value}
    answer = lans.sends("/console/push/subscription", given)
    assert answer.status_code == 422
    assert field in answer.text


def test_whoever_is_never_rung_subscribes_to_nothing(visitor: Let, service: PushService) -> None:
    given = service.browser("one").subscription()
    assert visitor(AUDITOR).sends("/console/push/subscription", given).status_code == 404


def test_the_key_of_this_installation_is_made_once_and_kept_to_itself(town: Town, lans: Visitor) -> None:
    first = lans.http.get("/console/push/key").json()["key"]
    file = town.service.settings.hotline_home / "vapid_key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert lans.http.get("/console/push/key").json()["key"] == first


def test_the_page_can_be_installed(visitor: Let) -> None:
    stranger = visitor(None)
    manifest = stranger.http.get("/console/manifest.webmanifest").json()
    assert (manifest["scope"], manifest["start_url"]) == ("/console/", "/console/")
    for icon in manifest["icons"]:
        assert stranger.http.get(icon["src"]).status_code == 200
    assert stranger.http.get("/console/sw.js").headers["content-type"].startswith("text/javascript")


@given(st.text(), st.sampled_from(["", *HOSTS]), st.text())
def test_no_words_around_a_known_host_lead_elsewhere(before: str, host: str, after: str) -> None:
    endpoint = f"{before}{host}{after}"
    if is_push_service(endpoint, []):
        assert endpoint.lower().startswith("https://")


@given(st.text())
def test_any_words_can_be_asked_whether_they_are_a_key(words: str) -> None:
    assert not is_point(words)
    is_auth(words)
