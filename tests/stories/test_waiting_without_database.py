"""The database goes away while people are on the line: what a child hears, and what an officer's key is worth."""

import pytest

from hotline.replay import Replay
from hotline.service import Service
from hotline.simulator.exchange import Line
from hotline.simulator.faults import Behaviour, Habit
from hotline.simulator.phones import Phone

from .town import Town

CAI_RANG_LINE = "+842923830000"


class Database:
    """The town's database, as far as the product can reach it."""

    def __init__(self, town: Town, patch: pytest.MonkeyPatch) -> None:
        self._staff = town.staff
        self._replay = Replay(town.service)
        self._patch = patch

    def goes_away(self) -> None:
        self._staff.worker_lives = self._staff.watch_lives = False  # their looks would fail as well
        self._patch.setattr(Service, "transaction", _fail)

    def returns(self, *, replays: bool = True) -> None:
        self._patch.undo()
        if replays:
            self._replay.run()
        self._staff.worker_lives = self._staff.watch_lives = True


def _fail(_: Service) -> None:
    raise OSError("the database is gone")


@pytest.fixture
def database(town: Town, monkeypatch: pytest.MonkeyPatch) -> Database:
    return Database(town, monkeypatch)


def wait_for_ninh_kieu(child: Phone) -> None:
    child.calls()
    child.presses("1")
    child.hears("Con giữ máy nhé")


# a caller who waits in the queue


def test_a_restart_of_the_database_is_not_noticed_by_a_child_who_waits(
    town: Town, child: Phone, lan: Phone, desk: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    database.goes_away()
    town.passes(5)
    child.hears("Máy vẫn đang gọi")
    database.returns()
    town.passes(10)
    child.has_not_heard("cô chú nối con với người giúp ngay")
    desk.is_not_ringing()
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)


def test_short_failures_far_apart_never_add_up(town: Town, child: Phone, desk: Phone, database: Database) -> None:
    wait_for_ninh_kieu(child)
    for _ in range(4):
        database.goes_away()
        town.passes(8)
        database.returns()
        town.passes(6)
    child.has_not_heard("cô chú nối con với người giúp ngay")
    desk.is_not_ringing()


def test_a_child_who_waits_while_the_database_stays_away_is_dialled_to_the_desk(
    town: Town, child: Phone, desk: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    database.goes_away()
    town.passes(20)
    child.hears("cô chú nối con với người giúp ngay")
    desk.answers()
    desk.talks_with(child)
    town.passes(20)
    desk.hangs_up()
    child.hears("Cần gì con cứ gọi lại")
    child.is_not_on_a_call()


def test_a_key_that_is_pressed_meanwhile_keeps_the_child_waiting(
    town: Town, child: Phone, desk: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    database.goes_away()
    child.presses("5")
    child.hears("Máy vẫn đang gọi")
    desk.is_not_ringing()


# a caller whose call can't be written down


def test_the_desk_is_dialled_at_once_then_everybody_on_duty_then_the_national_line(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone, national_line: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    child.hears("Nếu bị ngắt, con gọi 111 hoặc 113")
    desk.rings()
    town.passes(20)
    child.hears("Máy đang gọi người khác giúp con")
    desk.is_not_ringing()
    desk_officer.rings()
    manager.rings()
    town.passes(20)
    for again in (desk_officer, manager):
        again.rings()
        town.passes(15)
    national_line.answers()
    national_line.talks_with(child)


def test_the_officers_of_the_line_that_was_called_are_rung_as_well(
    town: Town, child: Phone, desk: Phone, lan: Phone, tuan: Phone, database: Database
) -> None:
    town.network.add_line(Line.of(CAI_RANG_LINE, town.url))
    database.goes_away()
    child.calls(to=CAI_RANG_LINE)
    desk.declines()
    tuan.rings()
    lan.is_not_ringing()


def test_an_officer_gets_the_child_by_a_key_only(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.declines()
    desk_officer.answers()
    desk_officer.hears("hệ thống đang gián đoạn. Bấm 1")
    assert child.call.talking_with is None
    desk_officer.presses("1")
    desk_officer.talks_with(child)
    town.passes(60)
    desk_officer.hangs_up()
    child.hears("Cần gì con cứ gọi lại")


def test_an_officer_who_presses_another_key_lets_the_child_go_on(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.declines()
    desk_officer.answers()
    desk_officer.presses("2")
    desk_officer.declines()
    manager.rings()


def test_a_voicemail_that_picks_up_first_and_silences_the_others_keeps_them_from_no_child(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone, database: Database
) -> None:
    town.faults.numbers[desk_officer.number] = Behaviour(Habit.VOICEMAIL, after=2, stays=60)
    database.goes_away()
    child.calls()
    desk.declines()
    town.passes(2)
    manager.is_not_ringing()
    town.passes(30)
    manager.answers()
    manager.presses("1")
    manager.talks_with(child)
    assert town.network.errors == []


def test_voicemails_alone_never_swallow_the_child(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone, national_line: Phone, database: Database
) -> None:
    for phone in (desk_officer, manager):
        town.faults.numbers[phone.number] = Behaviour(Habit.VOICEMAIL, after=2, stays=60)
    database.goes_away()
    child.calls()
    desk.declines()
    town.passes(35)
    national_line.answers()
    national_line.talks_with(child)


def test_a_machine_at_the_desk_is_no_help(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.answers()
    town.passes(3)
    desk.hangs_up()
    desk_officer.rings()


def test_a_drill_is_dialled_to_nobody(town: Town, desk: Phone, national_line: Phone, database: Database) -> None:
    drill = town.phone("+84900009999", "the drill's call")
    database.goes_away()
    drill.calls()
    drill.is_not_on_a_call()
    assert (desk.rang, national_line.rang) == (0, 0)


def test_without_a_desk_the_officers_are_dialled_first(
    town: Town, child: Phone, desk_officer: Phone, database: Database
) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE city SET desk = NULL")
    town.service.last_known.refresh(town.service.transaction, now=town.clock.now())
    database.goes_away()
    child.calls()
    child.hears("cô chú nối con với người giúp ngay")
    desk_officer.rings()


def test_who_reaches_nobody_hears_whom_to_call(
    town: Town, child: Phone, desk: Phone, national_line: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    town.passes(90)
    child.hears("Con gọi ngay 111")
    child.is_not_on_a_call()
    assert town.network.errors == []


def test_a_caller_is_never_dialled_to_their_own_telephone(
    town: Town, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    desk.calls()
    desk_officer.rings()
    assert desk.rang == 0


# the database returns while the caller is being dialled, or talks


def test_a_child_who_is_being_dialled_is_written_down_when_the_database_returns_and_officers_are_rung(
    town: Town, child: Phone, desk: Phone, manager: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.rings()
    database.returns()
    town.passes(20)
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("open", None)
    assert town.record("alerts")["state"] == "ringing"


def test_an_officer_who_accepts_gets_a_child_who_is_still_being_dialled(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.rings()
    town.passes(10)
    database.returns()
    town.passes(1)
    desk_officer.answers()
    desk_officer.presses("1")
    town.passes(3)
    desk_officer.talks_with(child)
    desk.is_not_ringing()


def test_a_child_who_talks_with_the_desk_is_not_torn_away(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    town.faults.drops_webhook = lambda url: url.endswith("/webhooks/voice")
    child.calls()
    desk.answers()
    town.passes(1)
    desk_officer.answers()
    desk_officer.presses("1")
    desk_officer.hears("Người gọi đang nói chuyện với bàn trực")
    desk.talks_with(child)
    town.passes(60)
    desk.hangs_up()
    child.hears("Cần gì con cứ gọi lại")
    contact = town.record("contacts")
    assert (contact["outcome"], contact["answered_by"]) == ("answered", None)


def test_a_child_who_wanted_to_leave_a_message_and_got_the_desk_is_not_torn_away(
    town: Town, child: Phone, desk: Phone, lan: Phone
) -> None:
    wait_for_ninh_kieu(child)
    town.faults.drops_webhook = lambda url: url.endswith("/left")
    child.presses("*")
    desk.answers()
    desk.talks_with(child)
    lan.answers()
    lan.presses("1")
    lan.hears("Người gọi đang nói chuyện với bàn trực")
    town.passes(3)
    desk.talks_with(child)


def test_a_child_of_whose_talk_with_the_desk_nobody_has_been_told_yet_is_not_torn_away(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    database.returns()
    database.goes_away()
    desk.answers()
    database.returns(replays=False)
    town.passes(1)
    desk_officer.answers()
    desk_officer.presses("1")
    town.passes(5)
    desk.talks_with(child)


def test_a_talk_with_an_officer_who_was_dialled_directly_stops_no_alert(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, manager: Phone
) -> None:
    town.faults.drops_webhook = lambda url: url.endswith("/webhooks/voice")
    town.faults.set_habit(desk.number, Habit.BUSY)
    town.staff.worker_lives = town.staff.watch_lives = False
    child.calls()
    manager.answers()
    manager.presses("1")
    manager.talks_with(child)
    town.passes(30)
    manager.hangs_up()
    assert town.record("contacts")["outcome"] == "answered"
    assert town.record("alerts")["state"] == "ringing"


def test_a_short_word_with_a_machine_is_no_answer(town: Town, child: Phone, desk: Phone, desk_officer: Phone) -> None:
    town.faults.drops_webhook = lambda url: url.endswith("/webhooks/voice")
    child.calls()
    desk.answers()
    town.passes(3)
    child.hangs_up()
    assert town.record("contacts")["outcome"] == "abandoned"


def test_a_talk_with_an_officer_that_ends_without_a_database_ends_with_a_goodbye(
    child: Phone, lan: Phone, desk: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    database.goes_away()
    lan.hangs_up()
    child.hears("Cần gì con cứ gọi lại")
    desk.is_not_ringing()


def test_a_call_that_began_and_ended_without_a_database_was_answered_by_the_desk(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    town.passes(3)
    desk.answers()
    town.passes(45)
    child.hangs_up()
    database.returns()
    town.passes(1)
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"], contact["answered_by"]) == ("ended", "answered", None)
    assert contact["answered_at"] < contact["ended_at"]
    assert town.record("alerts")["state"] == "ringing"
    desk_officer.rings()


def test_a_talk_with_the_desk_that_began_without_a_database_goes_on_when_it_is_back(
    town: Town, child: Phone, desk: Phone, desk_officer: Phone, database: Database
) -> None:
    database.goes_away()
    child.calls()
    desk.answers()
    town.passes(100)
    database.returns()
    town.passes(1)
    desk_officer.answers()
    desk_officer.presses("1")
    desk_officer.hears("Người gọi đang nói chuyện với bàn trực")
    desk.talks_with(child)
    desk.hangs_up()
    town.passes(1)
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"]) == ("ended", "answered")


def test_a_child_who_left_the_queue_in_trouble_is_brought_to_the_officer_who_accepts(
    town: Town, child: Phone, hoa: Phone, national_line: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    database.goes_away()
    town.passes(95)
    national_line.rings()
    database.returns()
    town.passes(1)
    hoa.answers()
    hoa.presses("1")
    town.passes(3)
    hoa.talks_with(child)
    national_line.is_not_ringing()


def test_a_child_on_a_district_line_who_is_being_dialled_is_not_sought_in_the_queue(
    town: Town, child: Phone, desk: Phone, tuan: Phone, database: Database
) -> None:
    town.network.add_line(Line.of(CAI_RANG_LINE, town.url))
    database.goes_away()
    child.calls(to=CAI_RANG_LINE)
    desk.rings()
    database.returns()
    town.passes(1)
    tuan.answers()
    tuan.presses("1")
    town.passes(3)
    tuan.talks_with(child)
    desk.is_not_ringing()


def test_a_child_who_cannot_be_found_in_the_queue_is_called_back_from_wherever_they_are(
    town: Town, child: Phone, desk: Phone, hoa: Phone, database: Database
) -> None:
    """What was to tell that they had left it was lost, with the disk."""
    wait_for_ninh_kieu(child)
    database.goes_away()
    town.passes(20)
    desk.rings()
    for put_by in town.service.spool.waiting():
        town.service.spool.remove(put_by)
    database.returns()
    town.passes(10)
    hoa.answers()
    hoa.presses("1")
    town.passes(15)
    hoa.talks_with(child)


# an officer


def test_an_officer_whose_key_cannot_be_taken_holds_the_line_until_it_can(
    town: Town, child: Phone, lan: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    lan.answers()
    database.goes_away()
    lan.presses("1")
    lan.hears("Hệ thống đang chậm, xin giữ máy")
    town.passes(3)
    database.returns()
    town.passes(2)
    lan.hears("Đang nối máy với người gọi")
    lan.talks_with(child)


def test_an_officer_whose_talk_ends_without_a_database_hears_that_the_case_is_still_theirs(
    child: Phone, lan: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    database.goes_away()
    child.hangs_up()
    lan.hears("Ca vẫn là của anh chị")
    lan.has_not_heard("Ca chưa được nhận")


def test_of_two_officers_who_press_at_once_without_a_database_one_gets_the_case(
    town: Town, child: Phone, lan: Phone, minh: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    lan.answers()
    minh.answers()
    database.goes_away()
    town.phones.at_once(lan.pressing("1"), minh.pressing("1"))
    database.returns()
    town.passes(2)
    winner, loser = (lan, minh) if lan.history[-1].live else (minh, lan)
    winner.talks_with(child)
    loser.hears("Đã có người nhận ca này")


def test_an_officer_whose_key_is_never_taken_hears_so_within_twenty_seconds(
    town: Town, child: Phone, lan: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    lan.answers()
    database.goes_away()
    lan.presses("1")
    town.passes(20)
    lan.hears("Ca chưa được nhận")
    lan.is_not_on_a_call()


def test_an_officer_who_picks_up_without_a_database_hears_of_the_case_when_it_is_back(
    town: Town, child: Phone, lan: Phone, database: Database
) -> None:
    wait_for_ninh_kieu(child)
    database.goes_away()
    lan.answers()
    lan.hears("Hệ thống đang chậm")
    database.returns()
    town.passes(2)
    lan.hears("tại Quận Ninh Kiều")
    lan.presses("1")
    lan.talks_with(child)
