"""Everybody looks after their own devices and password; an administrator after everybody's accounts and keys."""

import re
from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import col, select

from hotline.models import Access, Account, ApiToken, PushSubscription, SignIn
from hotline.staff import accounts, tokens
from routing.models import Officer
from tests.stories.town import Town

from .door import GOOD, LAN_NUMBER, give_password, signs_in
from .people import ADMIN, AUDITOR, BOSS, LAN, MINH, TUAN, Visitor

Doorway = Callable[[str | None], Visitor]
DEVICES, ACCOUNTS = "/console/devices", "/console/accounts"
OTHER = "bốn con cá bạc"


@pytest.fixture
def town(town: Town, good_hash: str) -> Town:
    give_password(town, good_hash, LAN, BOSS)
    return town


def noted(town: Town) -> list[tuple[str, str]]:
    with town.service.transaction() as session:
        return [(access.who, access.what) for access in session.exec(select(Access).order_by(col(Access.id))).all()]


def device_ids(town: Town, officer: str) -> list[int]:
    with town.service.transaction() as session:
        return list(session.exec(select(SignIn.id).where(SignIn.officer == officer).order_by(col(SignIn.id))).all())


def code_now(town: Town, secret: str) -> str:
    return pyotp.TOTP(secret).at(town.clock.now())


class TestDevices:
    def test_the_page_names_each_device_and_marks_this_one(self, town: Town, visitor: Doorway) -> None:
        phone = visitor(None)
        agent = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
        signs_in(phone, LAN_NUMBER, **{"user-agent": agent})
        page = visitor(LAN).reads(DEVICES)
        assert "Chrome · Android" in page
        assert page.count("máy này") == 1

    def test_a_device_that_is_signed_out_opens_nothing_more(self, town: Town, visitor: Doorway) -> None:
        lost, lan = visitor(LAN), visitor(LAN)
        lan.sends(f"{DEVICES}/{device_ids(town, LAN)[0]}/end")
        assert lost.opens(DEVICES).headers["location"] == "/console/sign-in"
        assert lan.opens(DEVICES).status_code == 200

    def test_all_others_are_signed_out_at_once_and_get_no_more_alerts(self, town: Town, visitor: Doorway) -> None:
        others, lan, minh = [visitor(LAN), visitor(LAN)], visitor(LAN), visitor(MINH)
        first = device_ids(town, LAN)[0]
        now = town.clock.now()
        with town.service.transaction() as session:
            session.add(
                PushSubscription(
                    officer=LAN, sign_in_id=first, endpoint="https://push.example/1", keys={}, created_at=now
                )
            )
        lan.sends(f"{DEVICES}/end-others")
        assert {other.opens(DEVICES).status_code for other in others} == {303}
        assert (lan.opens(DEVICES).status_code, minh.opens(DEVICES).status_code) == (200, 200)
        with town.service.transaction() as session:
            assert session.exec(select(PushSubscription)).one().ended_at == now

    def test_nobody_signs_out_somebody_elses_device(self, town: Town, visitor: Doorway) -> None:
        lan, minh = visitor(LAN), visitor(MINH)
        minh.sends(f"{DEVICES}/{device_ids(town, LAN)[0]}/end")
        assert lan.opens(DEVICES).status_code == 200


class TestPassword:
    def test_a_new_password_needs_the_old_one_and_signs_out_elsewhere(self, town: Town, visitor: Doorway) -> None:
        elsewhere, lan = visitor(LAN), visitor(LAN)
        change = {"old": "wrong", "password": OTHER, "again": OTHER}
        assert "Mật khẩu đang dùng chưa đúng" in lan.sends(f"{DEVICES}/password", change).text
        assert elsewhere.opens(DEVICES).status_code == 200
        assert (
            lan.sends(f"{DEVICES}/password", change | {"old": GOOD}).headers["location"] == f"{DEVICES}?done=password"
        )
        assert (elsewhere.opens(DEVICES).status_code, lan.opens(DEVICES).status_code) == (303, 200)
        assert signs_in(visitor(None), LAN_NUMBER).status_code == 200
        assert signs_in(visitor(None), LAN_NUMBER, OTHER).status_code == 303

    def test_a_thief_of_an_open_page_does_not_guess_for_free(self, town: Town, visitor: Doorway) -> None:
        lan = visitor(LAN)
        change = {"password": OTHER, "again": OTHER}
        for _ in range(5):
            lan.sends(f"{DEVICES}/password", change | {"old": "wrong"})
        assert "Đợi 30 giây" in lan.sends(f"{DEVICES}/password", change | {"old": GOOD}).text

    def test_a_weak_one_is_refused_before_the_old_one_is_looked_at(self, town: Town, visitor: Doorway) -> None:
        change = {"old": "wrong", "password": "1234567890", "again": "1234567890"}
        assert "dễ đoán" in visitor(LAN).sends(f"{DEVICES}/password", change).text


class TestAuthenticator:
    def begins(self, visitor: Visitor) -> tuple[str, str]:
        """The secret that the app takes on, and what the form keeps of it."""
        page = visitor.sends(f"{DEVICES}/authenticator").text
        assert 'src="data:image/svg+xml' in page
        secret, sealed = re.search(r'class="secret">(\w+)<', page), re.search(r'name="sealed" value="([^"]+)"', page)
        assert secret
        assert sealed
        return secret[1], sealed[1]

    def test_an_app_is_taken_on_with_its_code_and_the_password(self, town: Town, visitor: Doorway) -> None:
        boss = visitor(BOSS)
        secret, sealed = self.begins(boss)
        right = {"sealed": sealed, "code": code_now(town, secret), "password": GOOD}
        assert "Mã chưa đúng" in boss.sends(f"{DEVICES}/authenticator/confirm", right | {"code": "000000"}).text
        wrong = boss.sends(f"{DEVICES}/authenticator/confirm", right | {"password": "wrong"})
        assert "Mật khẩu đang dùng chưa đúng" in wrong.text
        done = boss.sends(f"{DEVICES}/authenticator/confirm", right)
        assert done.headers["location"] == f"{DEVICES}?done=app"
        with town.service.transaction() as session:
            kept = session.get_one(Account, BOSS).authenticator
        assert kept
        assert secret not in kept

    def test_the_form_is_good_for_its_own_officer_only(self, town: Town, visitor: Doorway) -> None:
        secret, sealed = self.begins(visitor(BOSS))
        form = {"sealed": sealed, "code": code_now(town, secret), "password": GOOD}
        assert "bắt đầu lại" in visitor(LAN).sends(f"{DEVICES}/authenticator/confirm", form).text

    def test_an_app_is_let_go_with_the_password(self, town: Town, visitor: Doorway) -> None:
        boss = visitor(BOSS)
        secret, sealed = self.begins(boss)
        form = {"sealed": sealed, "code": code_now(town, secret), "password": GOOD}
        boss.sends(f"{DEVICES}/authenticator/confirm", form)
        assert "Mật khẩu đang dùng" in boss.sends(f"{DEVICES}/authenticator/remove", {"password": "wrong"}).text
        boss.sends(f"{DEVICES}/authenticator/remove", {"password": GOOD})
        with town.service.transaction() as session:
            assert session.get_one(Account, BOSS).authenticator is None


class TestOfficers:
    def test_the_page_tells_who_can_sign_in_and_how(self, town: Town, visitor: Doorway) -> None:
        page = visitor(ADMIN).reads(ACCOUNTS)
        assert "Bà Sáu boss Quản lý" in page
        assert "chưa có, không đăng nhập được" in page
        assert "mã qua điện thoại" in page
        assert "Quận Ninh Kiều" in page
        assert "+84" not in page

    def test_a_temporary_password_is_shown_once_and_replaces_what_was(self, town: Town, visitor: Doorway) -> None:
        lan, admin = visitor(LAN), visitor(ADMIN)
        page = admin.sends(f"{ACCOUNTS}/officers/{LAN}/password").text
        found = re.search(r'class="secret">([a-z0-9-]+)<', page)
        assert found
        assert found[1] not in admin.opens(ACCOUNTS).text
        assert lan.opens(DEVICES).status_code == 303
        assert signs_in(visitor(None), LAN_NUMBER).status_code == 200
        assert signs_in(visitor(None), LAN_NUMBER, found[1]).headers["location"] == "/console/code"
        assert (ADMIN, "password.set") in noted(town)

    def test_an_administrator_opens_no_case_with_a_password_that_they_have_given(
        self, town: Town, visitor: Doorway, case_number: str
    ) -> None:
        page = visitor(ADMIN).sends(f"{ACCOUNTS}/officers/{LAN}/password").text
        found = re.search(r'class="secret">([a-z0-9-]+)<', page)
        assert found
        thief = visitor(None)
        page = signs_in(thief, LAN_NUMBER, found[1]).headers["location"]
        assert "còn người khác biết" in thief.reads(page)
        assert thief.sends("/console/new-password", {"password": GOOD, "again": GOOD}).status_code == 401
        assert thief.opens(f"/console/cases/{case_number}").headers["location"] == "/console/sign-in"

    def test_somebody_is_signed_out_everywhere(self, town: Town, visitor: Doorway) -> None:
        lan = visitor(LAN)
        visitor(ADMIN).sends(f"{ACCOUNTS}/officers/{LAN}/sign-out")
        assert lan.opens(DEVICES).status_code == 303
        assert (ADMIN, "signed_out") in noted(town)

    def test_the_devices_of_somebody_are_named(self, town: Town, visitor: Doorway) -> None:
        visitor(LAN)
        page = visitor(ADMIN).opens(ACCOUNTS).text
        assert "<li>test</li>" in page[page.index('id="officer-nk1"') : page.index('id="officer-nk2"')]

    def test_who_left_gets_no_password_and_an_administrator_none_for_themselves(
        self, town: Town, visitor: Doorway
    ) -> None:
        with town.service.transaction() as session:
            session.get_one(Officer, TUAN).active = False
        admin = visitor(ADMIN)
        for officer in (TUAN, ADMIN):
            assert admin.sends(f"{ACCOUNTS}/officers/{officer}/password").status_code == 404
        assert admin.sends(f"{ACCOUNTS}/officers/{ADMIN}/authenticator").status_code == 404
        assert "không còn trong danh sách, không đăng nhập được" in admin.reads(ACCOUNTS)

    def test_a_temporary_password_that_is_over_is_told(self, town: Town, visitor: Doorway, good_hash: str) -> None:
        with town.service.transaction() as session:
            accounts.set_temporary_password(session, MINH, good_hash, who=ADMIN, now=town.clock.now())
        town.clock.push(4 * 24 * 3600)
        assert "tạm, đã hết hạn: cấp lại" in visitor(ADMIN).reads(ACCOUNTS)

    def test_a_lost_authenticator_is_reset(self, town: Town, visitor: Doorway) -> None:
        with town.service.transaction() as session:
            accounts.account_of(session, BOSS).authenticator = "sealed"
        admin = visitor(ADMIN)
        assert "ứng dụng" in admin.reads(ACCOUNTS)
        admin.sends(f"{ACCOUNTS}/officers/{BOSS}/authenticator")
        with town.service.transaction() as session:
            assert session.get_one(Account, BOSS).authenticator is None

    def test_an_officer_who_is_not_there_is_not_found(self, town: Town, visitor: Doorway) -> None:
        for what in ("password", "sign-out", "authenticator"):
            assert visitor(ADMIN).sends(f"{ACCOUNTS}/officers/nobody/{what}").status_code == 404

    @pytest.mark.parametrize("who", [LAN, BOSS, AUDITOR])
    def test_only_an_administrator_comes_here(self, town: Town, visitor: Doorway, who: str) -> None:
        other = visitor(who)
        assert {other.opens(f"{ACCOUNTS}{page}").status_code for page in ("", "/reads")} == {404}
        assert other.sends(f"{ACCOUNTS}/officers/{TUAN}/password").status_code == 404


class TestReads:
    def test_the_record_is_found_by_officer_and_day(self, town: Town, visitor: Doorway) -> None:
        now = town.clock.now()
        with town.service.transaction() as session:
            session.add_all(
                [
                    Access(at=now, who=LAN, what="case.read"),
                    Access(at=now - timedelta(days=1), who=MINH, what="number.revealed"),
                ]
            )
        admin = visitor(ADMIN)
        assert "Xem số của người gọi" in admin.reads(f"{ACCOUNTS}/reads")
        assert "Xem số của người gọi" not in admin.reads(f"{ACCOUNTS}/reads?officer={LAN}")
        today = admin.reads(f"{ACCOUNTS}/reads?day=2026-03-03")
        assert "Xem ca" in today
        assert "Xem số của người gọi" not in today
        assert "Không có dòng nào" in admin.reads(f"{ACCOUNTS}/reads?case=CT-9999&day=")

    def test_older_lines_are_a_page_away(self, town: Town, visitor: Doorway) -> None:
        with town.service.transaction() as session:
            session.add_all(Access(at=town.clock.now(), who=LAN, what="case.read") for _ in range(150))
        admin = visitor(ADMIN)
        first = admin.opens(f"{ACCOUNTS}/reads?officer={LAN}").text
        older = re.search(r'href="(/console/accounts/reads\?[^"]+before=\d+)"', first)
        assert older
        last = admin.opens(older[1].replace("&amp;", "&")).text
        assert (first.count("<tr>"), last.count("<tr>")) == (101, 51)  # with the head

    def test_another_system_is_called_by_the_name_of_its_key(self, town: Town, visitor: Doorway) -> None:
        now = town.clock.now()
        with town.service.transaction() as session:
            key = ApiToken(name="Sở Y tế", token_hash="0", created_by=ADMIN, created_at=now)
            session.add(key)
            session.flush()
            session.add(Access(at=now, who=f"token:{key.id}", what="api.read", detail="/cases"))
        assert f"Sở Y tế ({key.id})" in visitor(ADMIN).reads(f"{ACCOUNTS}/reads")

    def test_what_is_no_day_is_told_by_name(self, town: Town, visitor: Doorway) -> None:
        answer = visitor(ADMIN).opens(f"{ACCOUNTS}/reads?day=yesterday")
        assert (answer.status_code, "day" in answer.text) == (422, True)


class TestTokens:
    @pytest.fixture(autouse=True)
    def _with_a_password(self, town: Town, good_hash: str) -> None:
        give_password(town, good_hash, ADMIN)

    def issues(self, admin: Visitor, **fields: str) -> str:
        wanted = {"name": "Sở Y tế", "scopes": "figures:read", "days": "30", "password": GOOD}
        page = admin.sends(f"{ACCOUNTS}/tokens", wanted | fields).text
        found = re.search(r'class="secret">([\w-]+)<', page)
        return found[1] if found else page

    def test_a_key_is_shown_once_and_opens_what_it_may(self, town: Town, visitor: Doorway) -> None:
        admin = visitor(ADMIN)
        token = self.issues(admin)
        assert token not in admin.opens(f"{ACCOUNTS}/tokens").text
        with town.service.transaction() as session:
            found = tokens.find(session, token, now=town.clock.now())
            assert found
            assert (found.scopes, found.token_hash == token) == (["figures:read"], False)
        assert (ADMIN, "token.issued") in noted(town)

    def test_whoever_stole_a_sign_in_makes_no_key_with_it(self, town: Town, visitor: Doorway) -> None:
        page = self.issues(visitor(ADMIN), password="con mèo đen")
        assert "Mật khẩu đang dùng chưa đúng" in page
        assert 'value="Sở Y tế"' in page
        with town.service.transaction() as session:
            assert tokens.all_of_them(session) == []

    def test_a_key_ends_by_its_day_or_by_hand(self, town: Town, visitor: Doorway) -> None:
        admin = visitor(ADMIN)
        short, ended = self.issues(admin), self.issues(admin, days="365")
        with town.service.transaction() as session:
            row = tokens.find(session, ended, now=town.clock.now())
        assert row
        admin.sends(f"{ACCOUNTS}/tokens/{row.id}/end")
        with town.service.transaction() as session:
            assert tokens.find(session, ended, now=town.clock.now()) is None
            assert tokens.find(session, short, now=town.clock.now() + timedelta(days=29, hours=23))
            assert tokens.find(session, short, now=town.clock.now() + timedelta(days=30)) is None
        assert admin.sends(f"{ACCOUNTS}/tokens/999999/end").status_code == 404

    @pytest.mark.parametrize("scopes", ["cases:read", "contacts:read"])
    def test_a_key_that_reads_cases_is_a_managers_to_give(self, visitor: Doorway, scopes: str) -> None:
        refused = visitor(ADMIN).sends(f"{ACCOUNTS}/tokens", {"name": "Sở Y tế", "scopes": scopes})
        assert (refused.status_code, 'class="secret"' in refused.text) == (422, False)
        assert "do quản lý cấp" in refused.text
        boss = visitor(BOSS)
        assert self.issues(boss, scopes=scopes).startswith("hotline_")
        assert 'href="/console/accounts/reads"' not in boss.opens(f"{ACCOUNTS}/tokens").text

    @pytest.mark.parametrize("who", [LAN, AUDITOR])
    def test_nobody_else_comes_near_the_keys(self, visitor: Doorway, who: str) -> None:
        other = visitor(who)
        assert other.opens(f"{ACCOUNTS}/tokens").status_code == 404
        assert other.sends(f"{ACCOUNTS}/tokens", {"name": "x", "scopes": "figures:read"}).status_code == 404
        assert other.sends(f"{ACCOUNTS}/tokens/1/end").status_code == 404

    @pytest.mark.parametrize("days", ["0", "366", "x"])
    def test_no_key_is_good_for_more_than_a_year(self, town: Town, visitor: Doorway, days: str) -> None:
        form = {"name": "Sở Y tế", "scopes": "figures:read", "days": days}
        answer = visitor(ADMIN).sends(f"{ACCOUNTS}/tokens", form)
        assert (answer.status_code, "days" in answer.text) == (422, True)

    @pytest.mark.parametrize("fields", [{"name": " "}, {"scopes": "everything"}])
    def test_without_name_or_with_a_foreign_scope_there_is_none(
        self, town: Town, visitor: Doorway, fields: dict[str, str]
    ) -> None:
        assert "ít nhất một quyền" in self.issues(visitor(ADMIN), **fields)
