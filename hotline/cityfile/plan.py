"""A checked city file as the rows that the database should hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hotline.cityfile.hours import override_rows, rotation_rows, shift_rows
from hotline.cityfile.schema import CityFile, StepEntry
from routing.models import City, District, Holiday, Officer, Override, Place, Role, Rotation, Shift
from routing.places import name_words
from routing.policy import DEFAULT_POLICY, DEFAULT_STEPS, Ring, Step

REPEAT_EXHAUSTED = timedelta(minutes=5)


@dataclass(frozen=True)
class CityPlan:
    """`warnings` are sentences for the person who applies the file, each with its line."""

    city: City
    districts: tuple[District, ...]
    places: tuple[Place, ...]
    officers: tuple[Officer, ...]
    shifts: tuple[Shift, ...]
    rotations: tuple[Rotation, ...]
    overrides: tuple[Override, ...]
    holidays: tuple[Holiday, ...] = ()
    warnings: tuple[str, ...] = ()


def make_plan(file: CityFile, warnings: tuple[str, ...]) -> CityPlan:
    return CityPlan(
        city=_city(file),
        districts=tuple(_districts(file)),
        places=tuple(_places(file)),
        officers=tuple(_officers(file)),
        shifts=tuple(shift_rows(file)),
        rotations=tuple(rotation_rows(file)),
        overrides=tuple(override_rows(file)),
        holidays=tuple(Holiday(day=entry.day, name=entry.name) for entry in file.holidays),
        warnings=warnings,
    )


def _city(file: CityFile) -> City:
    repeat_exhausted = file.repeat_exhausted or file.call.repeat_exhausted or REPEAT_EXHAUSTED
    return City(
        name=file.city.name,
        case_prefix=file.city.case_prefix or _initials(file.city.name),
        timezone=file.city.timezone.key,
        languages=list(file.city.languages),
        national_line=file.city.national_line,
        desk=file.city.desk,
        ask_seconds=max(1, round(file.call.ask_seconds.total_seconds())),
        hold_limit_seconds=file.call.hold_limit.total_seconds(),
        repeat_exhausted_seconds=repeat_exhausted.total_seconds(),
        drill_number=file.drill.number,
        drill_targets={
            "answered": file.drill.answered.total_seconds(),
            "rung": file.drill.rung.total_seconds(),
            "accepted": file.drill.accepted.total_seconds(),
        },
        targets=_targets(file),
        proof_days=file.proof_days,
        auto_reply=file.texts.auto_reply,
        accents=file.texts.accents,
        outside=[one if isinstance(one, str) else one.model_dump(mode="json") for one in file.outside],
        escalation=_escalation(file),
    )


def _targets(file: CityFile) -> dict[str, list[dict[str, float]]]:
    return {
        what: [{"seconds": target.seconds.total_seconds(), "share": target.share} for target in targets]
        for what, targets in file.targets
        if targets
    }


def _initials(name: str) -> str:
    """'Thành phố Cần Thơ' -> 'CT'."""
    letters = "".join(word.plain[:1] for word in name_words(name) if word.plain[:1].isascii())
    return letters.upper()[:8] or "C"


def _escalation(file: CityFile) -> dict[str, list[dict[str, object]]]:
    written = {policy: [_step(step) for step in steps] for policy, steps in file.escalation.items()}
    steps = {DEFAULT_POLICY: list(DEFAULT_STEPS)} | written
    return {policy: [step.to_json() for step in ladder] for policy, ladder in steps.items()}


def _step(step: StepEntry) -> Step:
    ring = step.ring
    role = Role(ring.role) if ring.role else None
    return Step(Ring(ring.tier, role, ring.district, tuple(ring.officers)), step.wait, step.repeat)


def _districts(file: CityFile) -> Iterator[District]:
    for position, entry in enumerate(file.districts):
        yield District(
            code=entry.code,
            name=entry.name,
            digit=entry.digit,
            aliases=list(entry.aliases),
            lines=list(entry.lines),
            position=position,
        )


def _places(file: CityFile) -> Iterator[Place]:
    for district in file.districts:
        for entry in district.places:
            yield Place(
                district=district.code,
                name=entry.name,
                kind=entry.kind,
                aliases=list(entry.aliases),
                also_in=list(entry.also_in),
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
            )


def _officers(file: CityFile) -> Iterator[Officer]:
    for entry in file.officers:
        yield Officer(
            id=entry.id,
            name=entry.name,
            phone=entry.phone,
            role=entry.role,
            channels=[channel.value for channel in dict.fromkeys(entry.channels)],
            districts=list(dict.fromkeys(entry.districts)),
        )
