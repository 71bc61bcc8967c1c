"""Every ward and commune, of before and after July 2025, leads to the district that the official lists say."""

import csv

import pytest

from routing.places import Evidence
from tests.routing.finder import HERE, can_tho

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (HERE / "territory" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


OLD, NEW = rows("places.csv"), rows("places_2025.csv")
OUTSIDE = {row["name"] for row in NEW if row["district_code"] == "outside"}
OURS = [*OLD, *(row for row in NEW if row["district_code"] != "outside")]
ELSEWHERE = [row for row in NEW if row["district_code"] == "outside"]
NAMES_OF_OURS = {row["name"] for row in OURS}


def name(row: Row) -> str:
    return f"{row['kind']} {row['name']}"


@pytest.mark.parametrize("row", [row for row in OURS if row["name"].replace("oà", "òa") not in OUTSIDE], ids=name)
def test_a_ward_leads_to_its_district(row: Row) -> None:
    for text in (row["name"], name(row), f"con ở {row['name']}", f"con o {name(row).lower()}"):
        assert can_tho().find(text).district == row["district_code"], text


@pytest.mark.parametrize("row", ELSEWHERE, ids=name)
def test_a_ward_of_the_joined_part_is_outside_and_the_city_desks(row: Row) -> None:
    for text in (name(row), f"con ở {row['name']}"):
        match = can_tho().find(text)
        assert match.district is None or row["name"] in {"Thạnh Hòa", "Long Hưng"}, text
        if row["name"] not in NAMES_OF_OURS | {"Thạnh Hòa"}:
            assert (match.evidence, match.served_by_desk) == (Evidence.OUTSIDE, True), text


@pytest.mark.parametrize("both", [*sorted(OUTSIDE & NAMES_OF_OURS), "Thạnh Hòa"])
def test_a_name_of_both_is_asked_about(both: str) -> None:
    for text in (both, both.lower(), f"con ở {both}", f"dạ {both} ạ"):
        match = can_tho().find(text)
        assert match.district is None, text
        assert len(match.options) > 1, text


@pytest.mark.parametrize("row", OURS, ids=name)
def test_a_ward_beside_its_district_is_never_another_district(row: Row) -> None:
    district = can_tho().short_name_of(row["district_code"])
    match = can_tho().find(f"{name(row)}, {district}")
    assert match.district == row["district_code"]
