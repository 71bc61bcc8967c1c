from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from hotline.cityfile import CityPlan, read_city
from routing.models import Role
from routing.policy import DEFAULT_STEPS, Step, choose_policy

TIER_STEP = ("  - {ring: {tier: 1}, wait: 25s}\n", "")
ROLE_STEP = ("  - {ring: {role: manager}, wait: 1.5s, repeat: 3}\n", "")
Read = Callable[..., CityPlan]
CITIES = Path(__file__).parents[2] / "hotline" / "cities"


def test_the_bundled_city_has_nothing_to_warn_about() -> None:
    plan = read_city(CITIES / "can-tho.yaml")
    assert plan.warnings == ()
    assert [district.digit for district in plan.districts] == list(range(1, 10))
    assert len({officer.phone for officer in plan.officers}) == len(plan.officers)


def test_a_city_gets_the_usual_settings_and_the_initials_of_its_name(read: Read) -> None:
    city = read().city
    assert (city.case_prefix, city.timezone, city.languages) == ("CT", "Asia/Ho_Chi_Minh", ["vi"])
    assert (city.national_line, city.desk, city.auto_reply, city.accents) == ("111", "+842923999111", True, True)
    assert (city.ask_seconds, city.hold_limit_seconds, city.repeat_exhausted_seconds) == (5, 120, 300)


def test_phones_are_stored_as_e164(read: Read) -> None:
    assert [officer.phone for officer in read().officers][:2] == ["+84912000001", "+84912000002"]


def test_times_without_an_offset_are_the_citys(read: Read) -> None:
    assert read().shifts[0].starts_at == datetime(2025, 12, 31, 17, tzinfo=UTC)


def test_times_with_an_offset_are_taken_as_they_are(read: Read) -> None:
    shift = read(('"2026-01-01T00:00"', '"2026-01-01T00:00Z"')).shifts[0]
    assert shift.starts_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_weekly_shift_keeps_its_days_and_minutes(read: Read) -> None:
    shift = read().shifts[1]
    assert (shift.days, shift.start_minute, shift.end_minute) == ([0, 6], 19 * 60, 7 * 60)


def test_times_and_numbers_need_no_quotes(read: Read) -> None:
    plan = read(('"00:00", end: "24:00"', "0:00, end: 24:00"), ('desk: "', 'national_line: 111, desk: "'))
    assert (plan.shifts[2].start_minute, plan.shifts[2].end_minute) == (0, 1440)
    assert plan.city.national_line == "111"


def test_a_shift_of_several_officers_is_a_row_for_each(read: Read) -> None:
    shifts = read(("officers: [om1]", "officers: [om1, nk1, om1]")).shifts
    assert [(shift.officer, shift.position) for shift in shifts] == [("nk1", 0), ("om1", 1), ("nk1", 2), ("desk1", 3)]


def test_the_escalation_policy_comes_back_from_its_stored_form(read: Read) -> None:
    plan = read()
    policy = choose_policy(plan.city.escalation, urgency="urgent", district=None)
    assert [step.wait.total_seconds() for step in policy.steps] == [25, 1.5]
    assert policy.steps[1].ring.role is Role.MANAGER
    assert policy.steps[1].repeat == 3


def test_an_urgency_or_a_district_may_have_a_policy_of_its_own(read: Read) -> None:
    own = "{default: [{ring: {tier: 1}, wait: 9s}], o-mon: [{ring: {officers: [om1]}, wait: 5 min}]}"
    escalation = read(("escalation:", f"escalation: {own}"), TIER_STEP, ROLE_STEP).city.escalation
    assert set(escalation) == {"default", "o-mon"}
    assert Step.from_json(escalation["o-mon"][0]).ring.officers == ("om1",)


def test_a_city_without_a_policy_gets_the_usual_ladder(read: Read) -> None:
    plan = read(("escalation:\n", ""), TIER_STEP, ROLE_STEP)
    assert choose_policy(plan.city.escalation, urgency="urgent", district=None).steps == DEFAULT_STEPS


def test_a_place_may_have_a_kind_aliases_and_dates(read: Read) -> None:
    place = read(("[Cái Khế,", "[{name: Cái Khế, kind: phường, aliases: [ck], from: 2025-07-01, until: 2030-01-01},"))
    first = place.places[0]
    assert (first.name, first.kind, first.aliases) == ("Cái Khế", "phường", ["ck"])
    assert (first.valid_from, first.valid_to) == (date(2025, 7, 1), date(2030, 1, 1))


def test_rotations_overrides_and_every_other_option_are_read(read: Read) -> None:
    more = """
rotations:
  - {district: o-mon, tier: 2, officers: [om1, nk1], start: "2026-01-01T07:00", every: 12h}
overrides:
  - {district: o-mon, tier: 1, officers: [nk1], from: "2026-02-01T07:00", to: "2026-02-02T07:00+07:00"}
repeat_exhausted: 90s
texts: {auto_reply: false, accents: no}
outside: [Vị Thanh]
call: {ask_seconds: 1500ms, hold_limit: 2 min}
"""
    plan = read(
        ("call: {ask_seconds: 5, hold_limit: 120s}\n", more), ("digit: 4", 'digit: 4, lines: ["0292 3 862 000"]')
    )
    assert plan.rotations[0].turn_hours == 12
    assert plan.overrides[0].ends_at == datetime(2026, 2, 2, tzinfo=UTC)
    assert (plan.city.repeat_exhausted_seconds, plan.city.ask_seconds, plan.city.hold_limit_seconds) == (90, 2, 120)
    assert (plan.city.auto_reply, plan.city.accents, plan.city.outside) == (False, False, ["Vị Thanh"])
    assert plan.districts[1].lines == ["+842923862000"]


def test_an_officer_in_no_shift_is_a_warning_unless_a_manager(read: Read) -> None:
    plan = read(("  - {id: boss", '  - {id: spare, name: Dự phòng, phone: "+84912000005"}\n  - {id: boss'))
    assert [warning.split(": ", 2)[1:] for warning in plan.warnings] == [
        ["officers", "'spare' is in no shift and will never be rung"]
    ]


def test_a_district_with_nobody_in_tier_1_is_a_warning(read: Read) -> None:
    (warning,) = read(("district: o-mon, tier: 1", "district: o-mon, tier: 2")).warnings
    assert warning.endswith("city.yaml:4: districts: 'o-mon' has nobody on duty in tier 1")


def test_a_city_desk_without_anybody_is_a_warning(read: Read) -> None:
    (warning,) = read(("district: city, tier: 1", "district: city, tier: 2")).warnings
    assert "nobody is on duty at the city desk" in warning


def test_a_step_for_a_tier_without_shifts_is_a_warning(read: Read) -> None:
    (warning,) = read(("ring: {tier: 1}", "ring: {tier: 3}")).warnings
    assert "escalation.ring.tier: nobody has a shift in tier 3" in warning


def test_two_officers_with_one_phone_are_a_warning(read: Read) -> None:
    (warning,) = read(("phone: 0912000002", "phone: 0912000001")).warnings
    assert "'+84912000001' is the phone of two officers" in warning
