"""A drill goes the real way, says what it is, is measured, and gives way to whoever is in need."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from hotline.alerts.stepping_aside import finish
from hotline.drills.placing import place_drill
from hotline.drills.report import MOST_SHOWN, Report, latest_reports, report_on
from hotline.drills.run import run_drill
from hotline.errors import HotlineError, UsageError
from hotline.models import Contact, ContactChannel, Drill, DrillState
from hotline.simulator.phones import Phone
from tests.questions import questions_to

from .town import Town


def place(town: Town, channel: ContactChannel = ContactChannel.VOICE, district: str = "ninh-kieu") -> int:
    drill = place_drill(town.service, channel, district)
    town.network.wait_idle()
    return drill


def report(town: Town, drill: int) -> Report:
    with town.service.transaction() as session:
        return report_on(session, drill)


def test_a_drill_rings_who_is_on_duty_says_that_it_is_one_and_passes(town: Town, lan: Phone, minh: Phone) -> None:
    drill = place(town)
    minh.rings()
    lan.reads("Đây là diễn tập. [")
    lan.answers()
    lan.hears("Đây là diễn tập. Ca khẩn cấp tại Quận Ninh Kiều")
    town.passes(6)
    lan.presses("1")
    town.passes(1)
    measured = report(town, drill)
    assert measured.passed
    assert {leg.name: leg.seconds for leg in measured.legs}["accepted"] == 6.0
    assert town.record("cases")["drill"]
    assert town.record("contacts")["drill"]


def test_the_latest_drills_are_reported_on_in_as_many_questions_as_one(town: Town, lan: Phone) -> None:
    drill = place(town)
    lan.answers()
    lan.presses("1")
    town.passes(120)
    with town.service.transaction() as session:
        engine, (contact,) = session.get_bind(), session.exec(select(Contact)).all()
        assert isinstance(engine, Engine)
        with questions_to(engine) as of_one:
            assert latest_reports(session) == [report_on(session, drill)]
        for number in range(MOST_SHOWN):
            more = Contact(**contact.model_dump(exclude={"id"}, warnings=False) | {"sid": f"CA{number}"})
            session.add(more)
            session.flush()
            session.add(Drill(channel="voice", district="ninh-kieu", placed_at=town.clock.now(), contact_id=more.id))
        session.flush()
        session.expire_all()
        with questions_to(engine) as of_all:
            assert len(latest_reports(session)) == MOST_SHOWN
    assert len(of_all) <= len(of_one) / 2 + 1, of_all


def test_a_drill_that_nobody_accepts_fails_in_bounded_time_and_leaves_nothing_ringing(
    town: Town, lan: Phone, hoa: Phone
) -> None:
    measured = run_drill(town.service, ContactChannel.VOICE, "ninh-kieu", wait=lambda _: town.passes(5))
    assert not measured.passed
    assert {leg.name for leg in measured.legs if not leg.passed} == {"accepted", "connected"}
    town.network.wait_idle()
    for officer in (lan, hoa):
        officer.is_not_ringing()
    assert town.record("cases")["state"] == "closed"
    assert town.record("alerts")["state"] == "cancelled"
    assert town.record("contacts")["state"] == "ended"
    town.passes(600)
    assert [lan.rang, hoa.rang] == [1, 1]


def test_a_drill_by_text_is_not_answered_and_rings_too(town: Town, lan: Phone) -> None:
    drill = place(town, ContactChannel.SMS)
    lan.answers()
    lan.hears("Đây là diễn tập")
    lan.presses("1")
    assert report(town, drill).passed
    assert town.phone("+84900009999").inbox == []


def test_a_drill_is_refused_while_a_real_alert_rings(town: Town, child: Phone) -> None:
    child.texts("cứu con")
    with pytest.raises(HotlineError, match="A real alert is ringing"):
        place(town)


def test_a_second_drill_is_refused_while_one_runs(town: Town) -> None:
    place(town)
    with pytest.raises(HotlineError, match="Another drill"):
        place(town)


@pytest.mark.parametrize("answered", [False, True])
def test_a_drill_steps_aside_at_once_when_a_child_calls(
    town: Town, child: Phone, lan: Phone, minh: Phone, answered: bool
) -> None:
    drill = place(town)
    lan.rings()
    if answered:
        lan.answers()
        lan.presses("1")
    child.calls()
    child.presses("1")
    lan.answers()
    lan.hears("Ca khẩn cấp")
    assert not lan.heard[-1].startswith("Đây là diễn tập")
    lan.presses("1")
    lan.talks_with(child)
    assert report(town, drill).state == "stepped_aside"
    assert lan.most_calls_at_once == 1
    (real,) = [case for case in town.records("cases") if not case["drill"]]
    assert real["acknowledged_by"] == "nk1"


def test_a_call_from_the_drills_number_without_a_drill_is_a_call_for_help(town: Town) -> None:
    somebody = town.phone("+84900009999", "somebody")
    somebody.calls()
    somebody.hears("Con đang ở quận")
    assert not town.record("cases")["drill"]


def test_a_drill_that_stepped_aside_before_its_call_came_through_opens_nothing_real(
    town: Town, child: Phone, lan: Phone
) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO drill (channel, district, state, placed_at)"
            " VALUES ('voice', 'ninh-kieu', 'stepped_aside', %s)",
            (town.clock.now(),),
        )
    late = town.phone("+84900009999", "the drill's call")
    late.calls()
    lan.is_not_ringing()
    late.is_not_on_a_call()
    assert town.record("cases")["state"] == "closed"


def test_a_district_or_a_city_without_drills_is_refused_with_a_sentence(town: Town) -> None:
    with pytest.raises(UsageError, match="the city has ninh-kieu, cai-rang"):
        place(town, district="nowhere")
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET drill_number = NULL")
    with pytest.raises(UsageError, match="add `drill"):
        place(town)


def test_a_drill_that_is_accepted_at_once_rings_nobody_afterwards(town: Town, lan: Phone, minh: Phone) -> None:
    drill = place(town)
    lan.answers()
    lan.presses("1")
    with town.service.transaction() as session:
        finish(session, drill, DrillState.DONE, now=town.clock.now())
    town.passes(300)
    assert [lan.rang, minh.rang] == [1, 1]
    assert [alert["state"] for alert in town.records("alerts")] == ["acknowledged"]
    assert town.record("contacts")["state"] == "ended"


def test_a_drill_whose_command_has_died_ends_by_itself(town: Town, manager: Phone, desk: Phone) -> None:
    place(town)
    town.passes(660)
    assert desk.rang == 0, "it waited in vain for an officer, and was passed on to nobody outside"
    rang = manager.rang
    town.passes(1200)
    assert manager.rang == rang
    assert town.record("alerts")["state"] == "cancelled"
    place(town)
