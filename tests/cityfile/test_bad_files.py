"""A bad file is refused, and every problem names its line, its field and what to do."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hotline.cityfile import CityPlan, read_city
from hotline.errors import UsageError

Read = Callable[..., CityPlan]


def problems(path: Path) -> list[str]:
    with pytest.raises(UsageError) as refused:
        read_city(path)
    return [line.removeprefix(f"{path}:") for line in str(refused.value).splitlines()]


BAD = [
    ("digit: 1", "digti: 1", "3: districts.digti: is not known here; did you mean 'digit'?"),
    ("call: {", "cal: {", "17: cal: is not known here; did you mean 'call'?"),
    ("code: ninh-kieu, ", "", "3: districts.code: is missing"),
    ("wait: 25s", "wiat: 25s", "15: escalation.wiat: is not known here; did you mean 'wait'?"),
    ("+84912000001", "+8491200", "6: officers.phone: '+8491200' is not a telephone number"),
    ("+842923999111", "desk", "1: city.desk: 'desk' is not a telephone number"),
    ("id: om1", "id: nk1", "7: officers.id: 'nk1' stands for two officers"),
    ("code: o-mon", "code: ninh-kieu", "4: districts.code: 'ninh-kieu' stands for two districts"),
    ("digit: 4", "digit: 1", "4: districts.digit: 1 is the key of two districts"),
    ("digit: 4", "digit: 0", "4: districts.digit: must be at least 1, not '0'"),
    ("digit: 4", "digit: 10", "4: districts.digit: must be at most 9, not '10'"),
    ("digit: 4", "digit: four", "4: districts.digit: must be a whole number, not 'four'"),
    ("code: o-mon", "code: city", "4: districts.code: 'city' has a meaning of its own"),
    ("code: o-mon", "code: ô môn", "4: districts.code: 'ô môn' must be at most 40 letters"),
    ("district: o-mon", "district: o-mom", "12: shifts.district: there is no district 'o-mom'; did you mean 'o-mon'?"),
    ("officers: [om1]", "officers: [om2]", "12: shifts.officers: there is no officer 'om2'; did you mean 'om1'?"),
    ("officers: [om1]", "officers: []", "12: shifts.officers: must not be empty"),
    ('start: "19:00"', 'start: "25:00"', "12: shifts.start: '25:00' is not a time of day"),
    ('start: "19:00"', 'start: "7pm"', "12: shifts.start: '7pm' is not a time of day"),
    (', end: "07:00"', "", "12: shifts: needs its hours: either from and to, or days, start and end"),
    ("days: daily", "days: daily, from: 2026-01-01", "13: shifts: needs its hours"),
    ('"2027-01-01T00:00"', '"2026-01-01T00:00"', "11: shifts.to: must be later than from"),
    ('"2027-01-01T00:00"', '"soon"', "11: shifts.to: 'soon' is not a time; write it like 2026-01-31T07:00"),
    ("days: [mon, sun]", "days: [mon, sunday]", "12: shifts.days: must be 'mon', 'tue', 'wed'"),
    ("wait: 25s", "wait: soon", "15: escalation.wait: 'soon' is not a length of time"),
    ("wait: 25s", "wait: 0s", "15: escalation.wait: must be longer than nothing"),
    ("ring: {tier: 1}", "ring: {}", "15: escalation.ring: rings nobody: name a tier, a role or officers"),
    ("ring: {tier: 1}", "ring: {district: city}", "15: escalation.ring: rings nobody"),
    (
        "ring: {role: manager}",
        "ring: {role: boss}",
        "16: escalation.ring.role: must be 'officer' or 'manager', not 'boss'",
    ),
    ("channels: [call, sms]", "channels: [fax]", "6: officers.channels: must be 'call', 'sms' or 'push', not 'fax'"),
    ("repeat: 3", "repeat: 0", "16: escalation.repeat: must be at least 1"),
    ("desk:", "languages: [fr], desk:", "1: city.languages: must be 'vi' or 'en', not 'fr'"),
    ("desk:", "timezone: Asia/Saigonn, desk:", "1: city.timezone: 'Asia/Saigonn' is not a time zone; did you mean"),
    ("desk:", "national_line: 1-1-1, desk:", "1: city.national_line: '1-1-1' must be digits only"),
    ("desk:", "case_prefix: cần, desk:", "1: city.case_prefix: 'cần' must be one to eight capital letters"),
    ("name: Cần Thơ", "name: ", "1: city.name: has no value"),
    ("name: Cần Thơ", 'name: "a\\0b"', "1: city.name: holds a sign that cannot be printed"),
    ("name: Cần Thơ", "name: [Cần Thơ]", "1: city.name: must be a text"),
    ("name: Cần Thơ", "name: Cần Thơ, name: Huế", "1: city.name: stands here twice, again in line 1"),
    ("[nk]", "nk", "3: districts.aliases: must be a list"),
    ("hold_limit: 120s", "hold_limit: 3 days", "17: call.hold_limit: '3 days' is not a length of time"),
]


@pytest.mark.parametrize(("old", "new", "problem"), BAD, ids=[problem.split("; ")[0][:60] for *_, problem in BAD])
def test_it_names_line_field_and_remedy(write: Callable[..., Path], old: str, new: str, problem: str) -> None:
    found = problems(write((old, new)))
    assert any(line.startswith(problem) for line in found), found


def test_every_problem_is_listed_at_once_in_the_order_of_the_file(write: Callable[..., Path]) -> None:
    found = problems(write(("digit: 1", "digit: 0"), ("+84912000001", "nobody"), ("wait: 25s", "wait: soon")))
    assert [line.split(":")[0] for line in found] == ["3", "6", "15"]


def test_an_empty_escalation_is_refused(write: Callable[..., Path]) -> None:
    path = write(("escalation:\n", "escalation: []\nouts: 1\n"), ("  - {ring: {tier: 1}, wait: 25s}\n", ""), ROLE_STEP)
    assert "14: escalation: must not be empty" in problems(path)


ROLE_STEP = ("  - {ring: {role: manager}, wait: 1.5s, repeat: 3}\n", "")


def test_a_policy_for_nothing_is_refused(write: Callable[..., Path]) -> None:
    path = write(("escalation:\n", "escalation:\n urgnt:\n"))
    assert "15: escalation.urgnt: there is no urgency or district 'urgnt'; did you mean 'urgent'?" in problems(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "1: file: must be a mapping"),
        (b"- a\n- b\n", "1: file: must be a mapping"),
        (b"city: {name: [\n", "2: file: is not YAML"),
        (b"a: 1\n---\nb: 2\n", "2: file: is not YAML"),
        (b"city: {name: C\xe2n}\n", "1: file: is not UTF-8"),
        (b"city:\n  name: \xff\n", "2: file: is not UTF-8"),
        (b"city: \x01\n", "1: file: is not YAML"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "2: b: refers to another part of the file"),
        (b"a: &a [*a]\n", "1: a: refers to another part of the file"),
        (b"{a: " * 2000, "1: file: is nested too deeply"),
        (b"#" * 600_000, "1: file: is larger than 512 kB"),
    ],
)
def test_what_is_no_city_file_at_all_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    assert any(line.startswith(problem) for line in problems(path)), problems(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            read_city(path)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(at=st.integers(0, 1300), length=st.integers(0, 12), noise=st.text(max_size=6))
def test_a_damaged_file_is_read_or_refused_but_never_breaks(
    tmp_path: Path, small_city: str, at: int, length: int, noise: str
) -> None:
    path = tmp_path / "damaged.yaml"
    path.write_text(small_city[:at] + noise + small_city[at + length :], encoding="utf-8", errors="replace")
    with suppress(UsageError):
        assert read_city(path).districts
