"""The city's other systems read what their keys allow, page by page, and can change nothing."""

from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from hotline import records
from hotline.models import Access, ApiToken, Case
from tests.stories.town import Town

from .conftest import System

CHILDREN = [f"+8490100000{number}" for number in range(5)]
READS = {
    "/cases": "cases:read",
    "/alerts": "cases:read",
    "/notifications": "cases:read",
    "/contacts": "contacts:read",
    "/figures": "figures:read",
    "/roster/on-duty": "roster:read",
    "/roster/gaps": "roster:read",
}


@pytest.fixture
def texts(town: Town) -> Town:
    """Five children write."""
    for child in CHILDREN:
        town.phone(child).texts("Em ở Cái Khế")
        town.passes(1)
    return town


def test_records_are_those_that_the_command_shows(texts: Town, system: System) -> None:
    api = system()
    for kind in ("cases", "contacts", "alerts", "notifications"):
        with texts.service.transaction() as session:
            shown = [{**row} for row in records.BY_KIND[kind](session)]
        assert sorted(api.get(f"/{kind}?limit=500").json()["items"], key=lambda row: row["id"]) == sorted(
            shown, key=lambda row: row["id"]
        )


def test_pages_follow_each_other_without_a_gap_or_a_double(texts: Town, system: System) -> None:
    api, seen, cursor = system(), [], 0
    while cursor is not None:
        page = api.get(f"/contacts?limit=2&cursor={cursor}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(CHILDREN)
    assert seen == sorted(set(seen))


def test_since_leaves_out_what_began_before(texts: Town, system: System) -> None:
    api = system()
    third = api.get("/contacts").json()["items"][2]["started_at"]
    assert len(api.get("/contacts", params={"since": third}).json()["items"]) == 3


def test_no_number_and_no_word_of_a_child_is_told(texts: Town, system: System) -> None:
    api = system()
    for path in READS:
        told = api.get(path).text
        assert "Cái Khế" not in told or path == "/contacts"  # the ward, as it was understood
        assert not any(child in told for child in CHILDREN)


@pytest.mark.parametrize("path", READS)
def test_a_key_opens_only_what_its_scope_says(town: Town, system: System, path: str) -> None:
    assert system(READS[path]).get(path).status_code == 200
    other = next(scope for scope in READS.values() if scope != READS[path])
    refused = system(other).get(path)
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
    assert f'scope="{READS[path]}"' in refused.headers["www-authenticate"]
    stranger = system(None).get(path)
    assert (stranger.status_code, stranger.headers["www-authenticate"]) == (401, "Bearer")
    assert stranger.headers["cache-control"] == "no-store"


def test_a_key_that_was_ended_opens_nothing(town: Town, system: System) -> None:
    api = system()
    assert api.get("/cases").status_code == 200
    with town.service.transaction() as session:
        session.exec(update(ApiToken).values(ended_at=town.clock.now()))
    refused = api.get("/cases")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_a_drill_is_left_out_unless_it_is_asked_for(texts: Town, system: System) -> None:
    with texts.service.transaction() as session:
        first = select(Case.id).order_by(col(Case.id)).limit(1).scalar_subquery()
        session.exec(update(Case).where(col(Case.id) == first).values(drill=True))
    api = system()
    for kind in ("cases", "alerts"):
        assert len(api.get(f"/{kind}").json()["items"]) == len(CHILDREN) - 1
        assert len(api.get(f"/{kind}?drills=true").json()["items"]) == len(CHILDREN)


def test_figures_are_those_of_the_page(texts: Town, system: System) -> None:
    told = system().get("/figures?period=today").json()
    assert (told["total"]["contacts"], told["total"]["texts"], told["total"]["cases"]) == (5, 5, 5)
    assert told["by"]["district"]["ninh-kieu"]["contacts"] == 5
    assert told["total"]["times"]["acknowledge"]["due"] == 5
    only_figures = system("figures:read")
    today = only_figures.get("/figures", params={"period": "today", "by": "day"}).json()
    assert (today["total"]["contacts"], today["total"]["times"], today["total"]["escalated"]) == (5, {}, None)
    assert list(today["by"]) == ["day"]
    with texts.service.transaction() as session:
        session.exec(update(Case).values(opened_at=col(Case.opened_at) - timedelta(days=20)))
    february = only_figures.get("/figures?period=last_month&by=district").json()
    assert february["total"]["times"]["acknowledge"]["due"] == 5
    assert february["total"]["times"]["acknowledge"]["longest"] is None


def test_who_is_on_duty_now(town: Town, system: System) -> None:
    duties = system().get("/roster/on-duty").json()
    assert {"district": "city", "tier": 1, "officers": [{"id": "desk1", "name": "Bàn trực"}]} in duties
    assert system().get("/roster/gaps?days=3").json() == []
    assert [one["code"] for one in system("roster:read").get("/districts").json()] == ["ninh-kieu", "cai-rang"]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/cases?limit=501", "limit"),
        ("/cases?cursor=99999999999", "cursor"),
        ("/contacts?since=2026-01-01T00:00:00", "since"),
        ("/figures?district=nowhere", "district"),
        ("/figures?form=2026-01-01", "form"),
        ("/figures?by=officer", "0"),
        ("/cases?sinse=2026-01-01T00:00:00Z", "sinse"),
        ("/figures?from=2020-01-01&to=2026-01-01", "to"),
        ("/roster/gaps?days=0", "days"),
        ("/cases/%00", "number"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(town: Town, system: System, path: str, field: str) -> None:
    answer = system().get(path)
    assert answer.status_code == 422
    assert answer.json()["fields"] == [field]


def test_an_unknown_case_or_address_is_a_problem_too(town: Town, system: System) -> None:
    for path in ("/cases/CT-9999", "/nothing"):
        answer = system().get(path)
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
    assert system().post("/cases").json()["status"] == 405


def test_reads_are_written_down_once_a_minute(town: Town, system: System) -> None:
    api = system()
    for _ in range(3):
        api.get("/cases")
    api.get("/figures")
    town.passes(61)
    api.get("/cases")
    with town.service.transaction() as session:
        noted = session.exec(select(Access).where(Access.what == "api.read").order_by(col(Access.id))).all()
        token = session.exec(select(ApiToken)).one()
    assert [(row.who, row.detail) for row in noted] == [
        (f"token:{token.id}", "/cases"),
        (f"token:{token.id}", "/figures"),
        (f"token:{token.id}", "/cases"),
    ]


def test_which_case_was_read_is_written_down(texts: Town, system: System) -> None:
    case = texts.records("cases")[2]["number"]
    api = system()
    assert [api.get(f"/cases/{number}").status_code for number in (case, case, "CT-999999")] == [200, 200, 404]
    with texts.service.transaction() as session:
        rows = session.exec(select(Access, Case.number).join(Case, col(Case.id) == col(Access.case_id))).all()
        token = session.exec(select(ApiToken)).one()
    assert [(row.who, row.what, number) for row, number in rows] == [(f"token:{token.id}", "case.read", case)]


def test_the_description_needs_no_key_and_nothing_from_outside(town: Town, system: System) -> None:
    page = system(None).get("/")
    assert "GET /api/v1/cases/{number}" in page.text
    assert "https://" not in page.text
    assert set(READS) < set(system(None).get("/openapi.json").json()["paths"])
