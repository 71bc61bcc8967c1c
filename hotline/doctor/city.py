"""Whether somebody can be rung, now and for the next day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from hotline.doctor.finding import Finding
from hotline.failing_numbers import failing_numbers
from hotline.rosters.proofs import Proof, phones
from routing.models import City, District, Officer
from routing.phones import parse_phone
from routing.roster import Gap, uncovered

AHEAD = timedelta(hours=24)


def check_city(session: Session, *, now: datetime) -> Iterator[Finding]:
    city = session.exec(select(City)).first()
    if city is None:
        yield Finding.bad("city", "no city file has been applied", "run `hotline apply FILE`")
        return
    districts = session.exec(select(District)).all()
    yield Finding.ok("city", f"{city.name}, {len(districts)} districts")
    if city.desk is None:
        yield Finding.warn("city desk", "has no telephone", "set `desk` in the city file: callers nobody took go there")
    yield from _check_officers(session)
    yield from _check_numbers(session, ZoneInfo(city.timezone))
    yield from _check_proofs(session, city, now)
    yield from _check_duty(session, ZoneInfo(city.timezone), now)


def _check_officers(session: Session) -> Iterator[Finding]:
    officers = session.exec(select(Officer).where(Officer.active).order_by(col(Officer.id))).all()
    wrong = [officer.id for officer in officers if not _is_phone(officer.phone)]
    if wrong:
        yield Finding.bad("officers", f"no valid telephone: {', '.join(wrong)}", "mend the city file and apply it")
    elif not officers:
        yield Finding.bad("officers", "there are none", "add officers to the city file and apply it")
    else:
        yield Finding.ok("officers", f"{len(officers)}, all with a valid telephone")


def _is_phone(number: str) -> bool:
    try:
        return parse_phone(number) == number
    except ValueError:
        return False


def _check_numbers(session: Session, zone: ZoneInfo) -> Iterator[Finding]:
    for failing in failing_numbers(session):
        since = _local(failing.since, zone)
        state = (
            f"the telephone network can't reach {failing.officer} by {failing.channel} since {since}: {failing.error}"
        )
        yield Finding.bad("officers", state, "ask for the right number, correct it in the city file and apply it")


def _check_proofs(session: Session, city: City, now: datetime) -> Iterator[Finding]:
    unproven = [phone.officer.id for phone in phones(session, now=now) if phone.proof != Proof.GOOD]
    if unproven:
        state = f"not answered with a key within {city.proof_days} days: {', '.join(unproven)}"
        yield Finding.warn("telephones", state, "let them press 'Gọi thử' at /console/roster/phones")
    else:
        yield Finding.ok("telephones", f"all answered with a key within {city.proof_days} days")


def _check_duty(session: Session, zone: ZoneInfo, now: datetime) -> Iterator[Finding]:
    gaps = uncovered(session, start=now, end=now + AHEAD)
    for gap in gaps:
        level = Finding.bad if gap.start <= now else Finding.warn
        yield level("duty", _describe(gap, zone), "add hours at /console/roster, or to the city file and apply it")
    if not gaps:
        yield Finding.ok("duty", "every district has an officer on duty for the next 24 hours")


def _describe(gap: Gap, zone: ZoneInfo) -> str:
    return f"nobody is on duty for {gap.district} from {_local(gap.start, zone)} to {_local(gap.end, zone)}"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%d.%m. %H:%M")
