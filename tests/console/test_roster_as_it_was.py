"""Past weeks of a roster show what was true then, whatever has changed since; and each city has its own time."""

from collections.abc import Callable
from pathlib import Path

from tests.stories.town import TOWN_FILE, Town

from .people import ADMIN, BOSS, LAN, Visitor
from .test_roster import HOA, owned_by_console, saves
from .test_texts_to_officers import newest

LetIn = Callable[[str | None], Visitor]
DAY = 24 * 3600


def week(visitor: Visitor, first: str) -> str:
    """Its days, as a list tells them."""
    page = visitor.reads(f"/console/roster?district=ninh-kieu&from={first}")
    return page[page.index("Thứ Hai" if "Thứ Hai" in page else "Tuần") :]


def test_a_week_that_is_over_keeps_its_people_whatever_becomes_of_shifts_overrides_and_officers(
    town: Town, visitor: LetIn, tmp_path: Path
) -> None:
    usual = TOWN_FILE.read_text()
    hours = 'from: "2026-03-05 09:00", to: "2026-03-05 12:00"'
    file = tmp_path / "town.yaml"
    file.write_text(f"{usual}\noverrides:\n  - {{district: ninh-kieu, tier: 1, officers: [nk3], {hours}}}\n")
    town.apply(file)
    town.clock.push(7 * DAY)
    file.write_text(usual.replace("[nk1, nk2]", "[nk2]").replace("  - {id: nk1", "  # - {id: nk1"))
    town.apply(file)
    boss = visitor(BOSS)
    past, present = week(boss, "2026-03-03"), week(boss, "2026-03-10")
    assert "00:00–09:00 Cấp 1 Lan, Minh" in past
    assert "09:00–12:00 Cấp 1 Hoa" in past
    assert "Lan" not in present[present.index("Thứ Tư 11/03") :]
    assert "00:00–02:00 Cấp 1 Lan, Minh" in present  # of the day of the change
    assert "02:00–24:00 Cấp 1 Minh" in present


def test_a_shift_that_a_manager_ends_stays_in_the_days_that_had_it(town: Town, visitor: LetIn) -> None:
    boss = visitor(BOSS)
    owned_by_console(boss)
    saves(boss, "shift", tier="2", officers="boss", days="2", start="00:00", end="12:00")
    town.clock.push(7 * DAY)
    boss = visitor(BOSS)
    assert saves(boss, "remove", what="shift", row=newest(town, "shift")) == 303
    assert "00:00–12:00 Cấp 2 Hoa, Bà Sáu" in week(boss, "2026-03-03")
    assert "Bà Sáu" not in week(boss, "2026-03-11")
    assert boss.sends("/console/roster/owner", {"district": "ninh-kieu", "to": "file", "sure": "1"}).status_code == 303
    assert "00:00–12:00 Cấp 2 Hoa, Bà Sáu" in week(boss, "2026-03-03")
    assert "Lịch cũ chỉ lưu từ 02:00 03/03/2026" in boss.reads("/console/roster?view=month&from=2026-02-01")
    assert "Lịch cũ" not in boss.reads("/console/roster?from=2026-03-04")


def test_every_page_tells_the_time_of_its_city(town: Town, visitor: LetIn, case_number: str, tmp_path: Path) -> None:
    file = tmp_path / "town.yaml"
    file.write_text(TOWN_FILE.read_text().replace("{name: Cần Thơ,", "{name: Cần Thơ, timezone: Asia/Tokyo,"))
    town.apply(file)
    assert "04:00" in visitor(LAN).reads(f"/console/cases/{case_number}")
    assert "02:00" not in visitor(LAN).reads(f"/console/cases/{case_number}")
    assert "04:00 03/03/2026" in visitor(ADMIN).reads("/console/accounts")
    assert "(Cấp 2)" in visitor(HOA).reads("/console/roster").replace(" )", ")").replace("( ", "(")
    assert "04:00 03/03" in visitor(HOA).reads("/console/roster")
