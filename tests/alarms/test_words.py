"""What managers read about the service fits into two segments of a text, and every kind of alarm can be spoken."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from hotline import texts
from hotline.alarms.trouble import Kind
from hotline.alarms.words import alarm_call, alarm_text
from hotline.cityfile import apply_city, read_city
from hotline.heartbeats import Part
from hotline.models import Alarm
from hotline.runner.city import DEMO
from routing.models import City, District, Officer

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
TWO_SEGMENTS = {True: 134, False: 306}
"""Signs with Vietnamese marks, and in plain Latin letters (3GPP TS 23.040)."""


@pytest.fixture
def town(session: Session) -> Session:
    apply_city(session, read_city(DEMO), now=NOW)
    return session


def subjects(session: Session, kind: Kind) -> list[str]:
    match kind:
        case Kind.PART:
            return list(Part)
        case Kind.UNCOVERED:
            return ["city", *(district.code for district in session.exec(select(District)))]
        case Kind.NUMBER:
            return [officer.id for officer in session.exec(select(Officer))]
        case Kind.FLOOD:
            return ["", "CT-123456"]
        case _:
            return ["CT-123456"]


@pytest.mark.parametrize("accents", [True, False])
@pytest.mark.parametrize("kind", Kind)
def test_it_fits(town: Session, kind: Kind, accents: bool) -> None:
    town.get_one(City, 1).accents = accents
    for subject in subjects(town, kind):
        alarm = Alarm(kind=kind, subject=subject, since=NOW - timedelta(days=2), raised_at=NOW)
        for all_clear in (True, False):
            body = alarm_text(town, alarm, all_clear=all_clear, now=NOW)
            assert len(body) <= TWO_SEGMENTS[accents]
            assert body.isascii() or accents


@pytest.mark.parametrize("kind", Kind)
def test_it_can_be_spoken(kind: Kind) -> None:
    assert texts.ALARM_CALL_WHAT[kind]() in alarm_call(kind)


def test_a_kind_that_nobody_knows_still_says_something() -> None:
    assert "Báo động" in alarm_call("nonsense")
