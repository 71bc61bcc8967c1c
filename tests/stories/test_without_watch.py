"""Nobody watches the clock: the other processes do. And when everything was down, who waits on the line comes first."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from hotline import cases, contacts, heartbeats
from hotline.alarms.lookout import Lookout
from hotline.alerts.opening import open_alert
from hotline.clock import Clock
from hotline.heartbeats import Part
from hotline.models import ContactChannel
from hotline.probes import ask_provider
from hotline.simulator.phones import Phone
from hotline.stand_in import StandIn
from hotline.wakeups import Wakeup, WakeupQueue
from hotline.watch import Watch
from routing.roster import city

from .town import Town


class Notepad(WakeupQueue):
    """A queue that only writes down what it was given."""

    def __init__(self) -> None:
        self.given: list[Wakeup] = []

    def send(self, wakeups: list[Wakeup]) -> bool:
        self.given += wakeups
        return True


@pytest.fixture
def nobody(town: Town) -> None:
    """Neither worker nor watch loop lives."""
    town.staff.worker_lives = town.staff.watch_lives = False


def scheduler_beats(town: Town) -> None:
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.SCHEDULER, now=town.clock.now())


def test_a_text_is_rung_for_and_escalated_by_a_process_that_stands_in(
    town: Town, nobody: None, child: Phone, lan: Phone, hoa: Phone
) -> None:
    web = StandIn(town.service)
    child.texts("con ở Ninh Kiều")
    for _ in range(5):
        web.look()
        town.passes(1)
    lan.rings()
    town.passes(25)
    for _ in range(5):
        web.look()
        town.passes(1)
    hoa.rings()


def test_it_stands_in_only_while_nobody_looks(town: Town, nobody: None, child: Phone, lan: Phone) -> None:
    web = StandIn(town.service)
    child.texts("con ở Ninh Kiều")
    for _ in range(3):
        scheduler_beats(town)
        web.look()
        town.passes(2)
    assert lan.rang == 0
    town.passes(4)
    for _ in range(5):
        web.look()
        town.passes(1)
    assert lan.rang == 1


def test_several_that_stand_in_ring_once(town: Town, nobody: None, child: Phone, lan: Phone) -> None:
    processes = [StandIn(town.service) for _ in range(3)]
    child.texts("con ở Ninh Kiều")
    for _ in range(5):
        for process in processes:
            process.look()
        town.passes(1)
    assert lan.rang == 1


def test_who_waits_on_the_line_comes_first_then_who_has_waited_longest(town: Town, nobody: None) -> None:
    first_text, second_text = left_open(town, ContactChannel.SMS), left_open(town, ContactChannel.SMS)
    call = left_open(town, ContactChannel.VOICE)
    notepad = Notepad()
    Watch(replace(town.service, queue=notepad)).tick()
    assert [wakeup.row for wakeup in notepad.given if wakeup.job == "escalate"] == [call, first_text, second_text]


def left_open(town: Town, channel: ContactChannel) -> int:
    """Everything went down just after this contact was written; returns its alert."""
    now = town.clock.now()
    with town.service.transaction() as session:
        case = cases.open_case(session, city(session), district="ninh-kieu", now=now, why="a story")
        contact = contacts.insert_contact(
            session, channel, f"XX{case.id}", caller="+84900000001", called=town.service.number, now=now
        )
        assert contact
        contacts.attach(session, contact, case, now=now)
        alert = open_alert(session, case.id, now=now, ring_at=now, why="a story").id
    town.clock.push(1)
    return alert


def test_an_older_sign_of_life_never_replaces_a_newer_one(town: Town) -> None:
    now = town.clock.now()
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.WEB, now=now)
        heartbeats.beat(session, Part.WEB, now=now - timedelta(seconds=30))
    with town.service.transaction() as session:
        assert heartbeats.last_beats(session, now=now) == {Part.WEB: now}


# the machine woke up with a clock that was hours fast, and has been set right


class SetBack:
    """A clock that is hours fast until it is set right."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.fast = timedelta(hours=7)

    def now(self) -> datetime:
        return self._clock.now() + self.fast


@pytest.fixture
def clock(town: Town) -> SetBack:
    return SetBack(town.clock)


def test_a_sign_of_life_from_before_the_clock_was_set_back_counts_as_none(town: Town, clock: SetBack) -> None:
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.WEB, now=clock.now())
        heartbeats.beat(session, Part.WATCH, now=clock.now())
        heartbeats.beat(session, Part.WEB, now=town.clock.now())
    with town.service.transaction() as session:
        assert heartbeats.last_beats(session, now=town.clock.now()) == {Part.WEB: town.clock.now()}
        assert heartbeats.last_beat(session, Part.WATCH, now=town.clock.now()) is None


def test_a_process_that_lives_says_so_again_at_once(town: Town, clock: SetBack) -> None:
    pulse = heartbeats.Pulse(replace(town.service, clock=clock), Part.WATCH)
    pulse.beat()
    clock.fast = timedelta(0)
    pulse.beat()
    with town.service.transaction() as session:
        assert heartbeats.last_beat(session, Part.WATCH, now=town.clock.now()) == town.clock.now()


def test_a_watch_that_died_before_is_stood_in_for(
    town: Town, nobody: None, child: Phone, lan: Phone, clock: SetBack
) -> None:
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.SCHEDULER, now=clock.now())
    web = StandIn(town.service)
    child.texts("con ở Ninh Kiều")
    for _ in range(5):
        web.look()
        town.passes(1)
    lan.rings()


def test_a_watch_that_died_before_is_told_of(town: Town, nobody: None, clock: SetBack) -> None:
    lookout = Lookout(replace(town.service, clock=clock))
    lookout.look()
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.WATCH, now=clock.now())
    clock.fast = timedelta(0)
    for _ in range(12):
        lookout.look()
        town.passes(2)
    assert "watch" in {alarm["subject"] for alarm in town.records("alarms")}


def test_a_telephone_network_that_took_an_order_before_is_asked_whether_it_lives(town: Town, clock: SetBack) -> None:
    with town.service.transaction() as session:
        heartbeats.beat(session, Part.PROVIDER, now=clock.now())
    ask_provider(town.service)
    with town.service.transaction() as session:
        assert heartbeats.last_beat(session, Part.PROVIDER, now=town.clock.now()) == town.clock.now()
