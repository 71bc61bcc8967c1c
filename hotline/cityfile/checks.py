"""What only the whole city file can show: names that clash, references to nobody, hours that nobody covers."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from hotline.cityfile.duty import DutyEntry
from hotline.cityfile.problems import Location, Problem, suggest
from hotline.cityfile.schema import CityFile, StepEntry
from hotline.models import Urgency
from routing.models import CITY_DESK, Role
from routing.policy import DEFAULT_POLICY

NEVER_RUNG = frozenset({Role.ADMIN, Role.AUDITOR})
RESERVED = frozenset({CITY_DESK, DEFAULT_POLICY, *Urgency})
"""Names with a meaning of their own, which no district may have as its code."""


def find_errors(file: CityFile) -> Iterator[Problem]:
    yield from _clashes(file)
    yield from _unknown_references(file)
    yield from _wrong_hours(file)
    yield from _rings_who_is_never_rung(file)


def find_warnings(file: CityFile) -> Iterator[Problem]:
    """What may be meant so, but hardly ever is."""
    yield from _idle_officers(file)
    yield from _shared_phones(file)
    yield from _unmanned_districts(file)
    yield from _rings_for_nobody(file)


def duties(file: CityFile) -> Iterator[tuple[Location, DutyEntry]]:
    """Every shift, rotation and override, and where it stands."""
    for section in ("shifts", "rotations", "overrides"):
        for index, entry in enumerate(getattr(file, section)):
            yield (section, index), entry


def _steps(file: CityFile) -> Iterator[tuple[Location, StepEntry]]:
    for policy, steps in file.escalation.items():
        for index, step in enumerate(steps):
            yield ("escalation", policy, index), step


def _clashes(file: CityFile) -> Iterator[Problem]:
    districts = list(enumerate(file.districts))
    yield from _repeated("stands for two districts", ((("districts", i, "code"), d.code) for i, d in districts))
    yield from _repeated(
        "is the key of two districts", ((("districts", i, "digit"), d.digit) for i, d in districts if d.digit)
    )
    yield from _repeated(
        "belongs to two districts",
        ((("districts", i, "lines", n), line) for i, d in districts for n, line in enumerate(d.lines)),
    )
    yield from _repeated(
        "is two holidays",
        ((("holidays", i, "day"), holiday.day.isoformat()) for i, holiday in enumerate(file.holidays)),
    )
    yield from _repeated(
        "stands for two officers", ((("officers", i, "id"), officer.id) for i, officer in enumerate(file.officers))
    )
    for index, district in districts:
        if district.code in RESERVED:
            yield Problem(("districts", index, "code"), f"{district.code!r} has a meaning of its own; choose another")


def _unknown_references(file: CityFile) -> Iterator[Problem]:
    districts = {district.code for district in file.districts} | {CITY_DESK}
    officers = {officer.id for officer in file.officers}
    policies = districts | RESERVED
    for at, entry in duties(file):
        yield from _unknown("district", (*at, "district"), [entry.district], districts)
        yield from _unknown("officer", (*at, "officers"), entry.officers, officers)
    for at, step in _steps(file):
        yield from _unknown("district", (*at, "ring", "district"), filter(None, [step.ring.district]), districts)
        yield from _unknown("officer", (*at, "ring", "officers"), step.ring.officers, officers)
    for index, officer in enumerate(file.officers):
        yield from _unknown("district", ("officers", index, "districts"), officer.districts, districts)
    for index, district in enumerate(file.districts):
        for number, place in enumerate(district.places):
            at = ("districts", index, "places", number, "also_in")
            yield from _unknown("district", at, place.also_in, districts - {CITY_DESK})
    for policy in file.escalation:
        yield from _unknown("urgency or district", ("escalation", policy), [policy], policies)


def _wrong_hours(file: CityFile) -> Iterator[Problem]:
    def local(moment: datetime) -> datetime:
        return moment if moment.tzinfo else moment.replace(tzinfo=file.city.timezone)

    for section in ("shifts", "overrides"):
        for index, entry in enumerate(getattr(file, section)):
            if entry.starts_at and entry.ends_at and local(entry.ends_at) <= local(entry.starts_at):
                yield Problem((section, index, "to"), "must be later than from")
    for index, district in enumerate(file.districts):
        for number, place in enumerate(district.places):
            if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
                yield Problem(("districts", index, "places", number, "until"), "must not be before from")


def _rings_who_is_never_rung(file: CityFile) -> Iterator[Problem]:
    """Admins and auditors work at a desk: hours of theirs would look like cover and be none."""
    roles = {officer.id: officer.role for officer in file.officers if officer.role in NEVER_RUNG}
    named = [((*at, "officers"), entry.officers) for at, entry in duties(file)]
    named += [((*at, "ring", "officers"), step.ring.officers) for at, step in _steps(file)]
    for at, officers in named:
        for officer in officers:
            if officer in roles:
                yield Problem(at, f"{officer!r} is {roles[officer]}, whom nobody rings")


def _idle_officers(file: CityFile) -> Iterator[Problem]:
    busy = set(chain.from_iterable(entry.officers for _, entry in duties(file)))
    busy.update(chain.from_iterable(step.ring.officers for _, step in _steps(file)))
    for index, officer in enumerate(file.officers):
        if officer.id not in busy and officer.role is Role.OFFICER:
            yield Problem(("officers", index), f"{officer.id!r} is in no shift and will never be rung")


def _shared_phones(file: CityFile) -> Iterator[Problem]:
    phones = ((("officers", index, "phone"), officer.phone) for index, officer in enumerate(file.officers))
    yield from _repeated("is the phone of two officers", phones)


def _unmanned_districts(file: CityFile) -> Iterator[Problem]:
    manned = {entry.district for _, entry in duties(file) if entry.tier == 1}
    for index, district in enumerate(file.districts):
        if district.code not in manned:
            yield Problem(("districts", index), f"{district.code!r} has nobody on duty in tier 1")
    if CITY_DESK not in manned:
        yield Problem(("shifts",), "nobody is on duty at the city desk (district: city, tier: 1)")


def _rings_for_nobody(file: CityFile) -> Iterator[Problem]:
    manned = {(entry.district, entry.tier) for _, entry in duties(file)}
    for at, step in _steps(file):
        district, tier = step.ring.district, step.ring.tier
        if tier and not any(tier == duty_tier and district in {None, place} for place, duty_tier in manned):
            yield Problem((*at, "ring", "tier"), f"nobody has a shift in tier {tier}, so this step will be skipped")


def _repeated(sentence: str, values: Iterator[tuple[Location, str | int]]) -> Iterator[Problem]:
    seen: set[str | int] = set()
    for at, value in values:
        if value in seen:
            yield Problem(at, f"{value!r} {sentence}")
        seen.add(value)


def _unknown(what: str, at: Location, names: Iterable[str], known: set[str]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            yield Problem(at, f"there is no {what} {name!r}{suggest(name, known)}")
