"""A machine starts seven hours ahead, since its hardware clock runs in local time; a child writes before it knows."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import text

from hotline.clock import Clock
from hotline.clock_set_back import follow_clock
from hotline.reconciliation import Reconciliation
from hotline.simulator.phones import Phone
from hotline.watch import Watch

from .town import Town

AHEAD = timedelta(hours=7)


def was_ahead(town: Town) -> None:
    """All that has been planned so far was planned by a clock that was ahead."""
    with town.service.transaction() as session:
        for order in (
            "UPDATE alert SET next_step_at = next_step_at + :ahead",
            "UPDATE notification SET give_up_at = give_up_at + :ahead, line_stale_at = line_stale_at + :ahead",
            "UPDATE heartbeat SET at = :now + :ahead WHERE part = 'time'",
        ):
            session.connection().execute(text(order), {"ahead": AHEAD, "now": town.clock.now()})


def next_step_at(town: Town) -> datetime:
    return datetime.fromisoformat(str(town.record("alerts")["next_step_at"]))


def test_the_next_step_comes_in_its_time_and_not_hours_later(town: Town, child: Phone, lan: Phone, hoa: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    lan.rings()
    was_ahead(town)
    town.passes(25)
    hoa.rings()


def test_of_several_who_notice_one_plans_anew(town: Town, child: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    due, now = next_step_at(town), town.clock.now()
    was_ahead(town)
    looks = []
    for _ in range(3):
        with town.service.transaction() as session:
            looks.append(follow_clock(session, now=now))
    assert looks == [True, False, False]
    assert next_step_at(town) == due


def test_a_clock_that_is_a_little_behind_another_ones_moves_nothing(town: Town, child: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    due = next_step_at(town)
    with town.service.transaction() as session:
        assert not follow_clock(session, now=town.clock.now() - timedelta(minutes=9))
    Watch(town.service).tick()
    assert next_step_at(town) == due


class Ahead:
    """A clock that is put right later."""

    def __init__(self, clock: Clock, by: timedelta) -> None:
        self._clock = clock
        self.by = by

    def now(self) -> datetime:
        return self._clock.now() + self.by


def test_a_call_that_only_the_network_knows_of_is_found_as_soon_as_ever(town: Town, child: Phone) -> None:
    clock = Ahead(town.clock, AHEAD)
    reconciliation = Reconciliation(replace(town.service, clock=clock))
    reconciliation.look()
    clock.by = timedelta(0)
    town.faults.drops_webhook = lambda _url: True
    child.calls()
    town.passes(60)
    town.faults.drops_webhook = lambda _url: False
    reconciliation.look()
    town.network.wait_idle()
    assert len(town.records("contacts")) == 1
