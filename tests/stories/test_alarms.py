"""Something is wrong with the service itself: the managers hear of it once, and again when it is over."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hotline import heartbeats
from hotline.alarms.lookout import Lookout, watch_refusals
from hotline.alarms.raising import record
from hotline.alarms.telling import tell_due
from hotline.alarms.trouble import Kind, Trouble
from hotline.drills.placing import place_drill
from hotline.errors import TelephonyError
from hotline.heartbeats import Part
from hotline.models import ContactChannel
from hotline.probes import ask_provider
from hotline.simulator.faults import Habit, RestFault
from hotline.simulator.phones import Phone
from hotline.telephony import TwilioTelephony
from hotline.wakeups import Wakeup
from routing.models import Override
from webhooks.forms import Form
from webhooks.kept import Arrival

from .town import TOWN_FILE, Edge, Town

LOOK_SECONDS = 4
"""Real processes look twice as often."""


class Processes:
    """The other processes of the service: each beats while it lives, and one of them looks for trouble."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.lookout = Lookout(town.service, watch_refusals())

    def go_on(self, seconds: float, *, without: set[Part] | None = None) -> None:
        dead = without or set()
        end = self._town.clock.now() + timedelta(seconds=seconds)
        while (left := (end - self._town.clock.now()).total_seconds()) > 0:
            self._town.passes(min(LOOK_SECONDS, left))
            with self._town.service.transaction() as session:
                for part in set(Part) - dead:
                    heartbeats.beat(session, part, now=self._town.clock.now())
            self.lookout.look()


@pytest.fixture
def processes(town: Town) -> Processes:
    """They have run for a while, and all is well."""
    processes = Processes(town)
    processes.go_on(22)
    assert town.records("alarms") == []
    return processes


def alarms(town: Town) -> list[tuple[str, str]]:
    return [(alarm["kind"], alarm["subject"]) for alarm in town.records("alarms")]


def without_shifts_of(district: str, folder: Path) -> Path:
    lines = TOWN_FILE.read_text().splitlines()
    city = folder / "town.yaml"
    city.write_text("\n".join(line for line in lines if f"{{district: {district}, tier: 1, officers" not in line))
    return city


def test_a_silent_worker_is_told_once_to_the_manager_and_so_is_its_return(
    town: Town, processes: Processes, manager: Phone
) -> None:
    processes.go_on(16, without={Part.WORKER, Part.QUEUE})
    manager.answers()
    manager.hears("Một phần của hệ thống ngừng hoạt động. Xin đọc tin nhắn")
    manager.is_not_on_a_call()
    manager.reads("[Báo động] Phần gọi người trực ngừng từ 02:00")
    processes.go_on(90, without={Part.WORKER, Part.QUEUE})
    assert (manager.rang, len(manager.inbox)) == (1, 1)

    processes.go_on(12)
    manager.reads("[Đã ổn lúc 02:02] Phần gọi người trực")
    alarm = town.record("alarms")
    assert (alarm["kind"], alarm["subject"], alarm["told"]) == ("part", "worker", ["boss"])
    assert alarm["cleared_at"]
    assert (manager.rang, len(manager.inbox)) == (1, 2), "an all-clear rings nobody"


@pytest.mark.parametrize("part", [Part.WEB, Part.WATCH, Part.SCHEDULER, Part.QUEUE])
def test_every_part_is_missed_after_a_quarter_of_a_minute(town: Town, processes: Processes, part: Part) -> None:
    processes.go_on(14, without={part})
    assert alarms(town) == []
    processes.go_on(4, without={part})
    assert alarms(town) == [("part", part)]


def test_the_telephone_network_is_missed_after_a_minute_of_trouble(town: Town, processes: Processes) -> None:
    processes.go_on(74, without={Part.PROVIDER})
    assert alarms(town) == []
    processes.go_on(4, without={Part.PROVIDER})
    assert alarms(town) == [("part", "provider")]


def test_a_network_that_knows_no_such_question_is_alive(town: Town) -> None:
    class Foreign(TwilioTelephony):
        def ask_account(self) -> None:
            raise TelephonyError("status 404", permanent=True)

    ask_provider(replace(town.service, telephony=Foreign(town.service.settings, town.clock)))
    with town.service.transaction() as session:
        assert heartbeats.last_beat(session, Part.PROVIDER, now=town.clock.now()) == town.clock.now()


def test_nobody_is_missed_right_after_a_start_but_who_never_comes_is(town: Town) -> None:
    processes = Processes(town)
    processes.go_on(18, without={Part.WORKER})
    assert alarms(town) == []
    processes.go_on(6, without={Part.WORKER})
    assert alarms(town) == [("part", "worker")]


def test_whoever_was_frozen_misses_nobody_at_once(town: Town, processes: Processes) -> None:
    town.passes(600)  # everything stood still, and all goes on together
    processes.lookout.look()
    processes.go_on(30)
    assert alarms(town) == []


def test_several_processes_that_see_the_same_raise_one_alarm(town: Town, processes: Processes, manager: Phone) -> None:
    others = [Lookout(town.service) for _ in range(4)]
    town.passes(20)
    for lookout in (processes.lookout, *others):
        lookout.look()
    for _ in range(11):
        town.passes(2)
        with ThreadPoolExecutor(len(others)) as pool:
            list(pool.map(lambda lookout: lookout.look(), others))
    with town.service.transaction() as session:
        expected = len(heartbeats.last_beats(session, now=town.clock.now()))
    assert expected == len(Part)
    assert len(set(alarms(town))) == len(alarms(town)) > 0
    assert len(manager.inbox) == len(alarms(town))
    assert manager.most_calls_at_once == 1


def test_what_flutters_is_told_again_only_when_it_lasts(town: Town, processes: Processes, manager: Phone) -> None:
    processes.go_on(18, without={Part.WORKER, Part.QUEUE})
    processes.go_on(12)
    assert len(manager.inbox) == 2
    processes.go_on(40, without={Part.WORKER, Part.QUEUE})
    processes.go_on(12)
    assert len(manager.inbox) == 2, "it was back before anybody had to know"
    processes.go_on(80, without={Part.WORKER, Part.QUEUE})
    assert len(manager.inbox) == 3
    assert alarms(town) == [("part", "worker")] * 3


def test_a_district_without_officers_is_told_with_its_name(
    town: Town, processes: Processes, manager: Phone, tmp_path: Path
) -> None:
    town.apply(without_shifts_of("cai-rang", tmp_path))
    processes.go_on(60)
    assert alarms(town) == [("uncovered", "cai-rang")]
    manager.reads("Cái Răng: không ai trực từ 02:0")
    town.apply(TOWN_FILE)
    processes.go_on(72)
    manager.reads("[Đã ổn lúc 02:0")


def test_who_knows_of_a_gap_tomorrow_is_told_when_nobody_is_there_today(
    town: Town, processes: Processes, manager: Phone, tmp_path: Path
) -> None:
    with town.service.transaction() as session:
        start = town.clock.now() + timedelta(hours=20)
        gap = {"district": "cai-rang", "tier": 1, "officers": ["gone"]}
        session.add(Override(**gap, starts_at=start, ends_at=start + timedelta(hours=1)))
    processes.go_on(60)
    manager.reads("Cái Răng: không ai trực từ 22:0")
    town.apply(without_shifts_of("cai-rang", tmp_path))
    processes.go_on(130)
    manager.reads("Cái Răng: không ai trực từ 02:0")
    assert alarms(town) == [("uncovered", "cai-rang")] * 2
    assert "[Đã ổn" not in " ".join(manager.inbox)


def test_a_case_that_nobody_takes_is_told_by_text_until_somebody_does(
    town: Town, processes: Processes, child: Phone, manager: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    processes.go_on(150)
    number = town.record("cases")["number"]
    assert alarms(town) == [("exhausted", number)]
    assert [text for text in manager.inbox if "[Báo động]" in text] == [
        f"[Báo động] Ca {number}: đã gọi hết, chưa ai nhận. Xin kiểm tra ngay."
    ]
    assert "Báo động" not in " ".join(manager.heard), "the case's own reminders ring"
    manager.answers()
    manager.presses("1")
    manager.is_not_on_a_call()
    processes.go_on(12)
    manager.reads(f"] Ca {number}")
    assert town.record("alarms")["cleared_at"]


def test_a_drill_that_nobody_takes_is_no_alarm(town: Town, processes: Processes) -> None:
    place_drill(town.service, ContactChannel.SMS, "ninh-kieu")
    processes.go_on(150)
    assert alarms(town) == []


def test_many_forged_webhooks_are_told(town: Town, processes: Processes, edge: Edge) -> None:
    for _ in range(8):
        edge.post("/webhooks/sms", {"MessageSid": "SM1"}, signed=False)
    processes.go_on(2)
    assert alarms(town) == []
    for _ in range(8):
        edge.post("/webhooks/sms", {"MessageSid": "SM1"}, signed=False)
    processes.go_on(2)
    assert alarms(town) == [("refused", "")]
    processes.go_on(80)
    assert town.record("alarms")["cleared_at"]


def test_a_caller_who_floods_the_line_is_told_by_case_and_never_by_number(
    town: Town, processes: Processes, child: Phone, manager: Phone
) -> None:
    for _ in range(21):
        child.texts("con ở Ninh Kiều")
    processes.go_on(12)
    number = town.records("cases")[-1]["number"]
    assert ("flood", number) in alarms(town)
    manager.reads(f"Một người gọi, nhắn dồn dập, ca {number}")
    assert child.number[-6:] not in str(town.records("alarms")) + str(manager.inbox)


def test_a_line_that_rings_far_more_than_usual_is_told(town: Town, processes: Processes, edge: Edge) -> None:
    for caller in range(31):
        fields = {"MessageSid": f"SM{caller}", "From": f"+849000010{caller:02}", "To": "+842923891111", "Body": "?"}
        edge.post("/webhooks/sms", fields)
    processes.go_on(12)
    assert ("flood", "") in alarms(town)


def test_a_burst_of_work_is_no_alarm(town: Town, processes: Processes) -> None:
    town.staff.worker_lives = False
    town.service.queue.send([Wakeup("escalate", 10**9 + number) for number in range(200)])
    processes.go_on(6)
    assert alarms(town) == []


def test_work_that_piles_up_is_told(town: Town, processes: Processes) -> None:
    town.staff.worker_lives = False
    town.service.queue.send([Wakeup("escalate", 10**9 + number) for number in range(1001)])
    processes.go_on(2)
    assert alarms(town) == [("queue", "")]
    town.staff.worker_lives = True
    processes.go_on(14)
    assert town.record("alarms")["cleared_at"]


def test_an_officer_whose_number_fails_for_good_is_named(
    town: Town, processes: Processes, child: Phone, lan: Phone, manager: Phone
) -> None:
    town.faults.set_habit(lan.number, Habit.INVALID)
    child.texts("con ở Ninh Kiều")
    processes.go_on(12)
    assert ("number", "nk1") in alarms(town)
    manager.reads("[Báo động] Số của Lan không liên lạc được từ 02:00. Xin kiểm tra ngay.")


def test_what_stays_on_disk_although_the_database_answers_is_told(town: Town, processes: Processes) -> None:
    arrival = Arrival("text", Form([("MessageSid", "SM1")]), town.clock.now())
    town.service.spool.keep(arrival)
    try:
        processes.go_on(8)
        assert alarms(town) == []
        processes.go_on(4)
        assert [kind for kind, _ in alarms(town)] == ["spool"]
    finally:
        for file in town.service.spool.waiting():
            town.service.spool.remove(file)
    processes.go_on(12)
    assert town.record("alarms")["cleared_at"]


def test_a_disk_that_is_nearly_full_is_told(town: Town, processes: Processes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotline.alarms.machine_checks.LEAST_DISK", 10**18)
    processes.go_on(12)
    assert [kind for kind, _ in alarms(town)] == ["disk"]


def test_a_childs_call_takes_the_line_from_an_alarms(
    town: Town, processes: Processes, child: Phone, manager: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    processes.go_on(28)
    processes.go_on(20, without={Part.WORKER, Part.QUEUE})
    manager.rings()
    town.passes(4)  # the backups' time is over
    manager.answers()
    manager.presses("1")
    assert (manager.rang, manager.most_calls_at_once) == (2, 1)
    assert town.record("cases")["acknowledged_by"] == "boss"


def test_an_alarms_call_that_comes_just_after_a_childs_is_hung_up(
    town: Town, processes: Processes, child: Phone, manager: Phone
) -> None:
    class Slow(TwilioTelephony):
        def ring(self, number: str, **order: Any) -> str:
            town.passes(8)
            manager.rings()
            return super().ring(number, **order)

    child.texts("con ở Ninh Kiều")
    town.passes(44)
    with town.service.transaction() as session:
        record(session, [Trouble(Kind.PART, Part.WORKER)], [Kind.PART], now=town.clock.now())
    settings = town.service.settings
    tell_due(replace(town.service, telephony=Slow(settings, town.clock)))
    town.network.wait_idle()
    manager.answers()
    manager.presses("1")
    assert town.record("cases")["acknowledged_by"] == "boss"
    manager.has_not_heard("hệ thống")


def test_a_manager_who_is_rung_for_a_child_is_called_about_an_alarm_later(
    town: Town, processes: Processes, child: Phone, manager: Phone
) -> None:
    child.texts("con ở Ninh Kiều")
    processes.go_on(42)
    processes.go_on(18, without={Part.WATCH, Part.SCHEDULER})
    manager.reads("Phần canh giờ ngừng")
    assert manager.rang == 1, "of the case's third step"
    manager.answers()
    manager.presses("1")
    manager.hears("là của anh chị")
    manager.is_not_on_a_call()
    processes.go_on(4, without={Part.WATCH, Part.SCHEDULER})
    manager.answers()
    manager.hears("Một phần của hệ thống ngừng hoạt động")
    assert manager.most_calls_at_once == 1


def test_a_network_that_fails_for_a_while_is_asked_again(town: Town, processes: Processes, manager: Phone) -> None:
    town.faults.rest.extend([RestFault.SERVER_ERROR] * 6)
    processes.go_on(16, without={Part.WORKER, Part.QUEUE})
    assert manager.inbox == []
    processes.go_on(60, without={Part.WORKER, Part.QUEUE})
    assert (len(manager.inbox), manager.rang) == (1, 1)


def test_a_manager_who_can_not_be_reached_was_not_told(town: Town, processes: Processes, manager: Phone) -> None:
    town.faults.set_habit(manager.number, Habit.INVALID)
    processes.go_on(18, without={Part.WORKER, Part.QUEUE})
    processes.go_on(12)
    assert town.record("alarms")["told"] == []
    assert manager.inbox == [], "nor hears that it is over"


def test_what_a_dying_process_did_not_tell_another_one_tells(town: Town, processes: Processes, manager: Phone) -> None:
    town.service.background.submit = lambda *_: None  # type: ignore[method-assign,assignment]
    processes.go_on(16, without={Part.WORKER, Part.QUEUE})
    assert manager.inbox == []
    del town.service.background.submit  # type: ignore[attr-defined]
    tell_due(town.service)
    assert manager.inbox == [], "it may still be busy with it"
    town.passes(15)
    tell_due(town.service)
    assert (len(manager.inbox), manager.rang) == (1, 1)


def test_an_alarm_call_needs_no_database_and_only_the_network_hears_it(edge: Edge) -> None:
    answer = edge.post("/webhooks/voice/alarm/database", {"CallSid": "CA1"})
    assert answer.text.count("Cơ sở dữ liệu ngừng hoạt động") == 2
    assert edge.post("/webhooks/voice/alarm/nonsense", {"CallSid": "CA1"}).status_code == 200
    assert edge.post("/webhooks/voice/alarm/status", {"CallSid": "CA1"}).status_code == 204
    assert edge.post("/webhooks/voice/alarm/database", {"CallSid": "CA1"}, signed=False).status_code == 403
