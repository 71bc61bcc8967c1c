"""An officer calls a caller back through the hotline's number."""

from datetime import timedelta

import pytest
from sqlmodel import select

from hotline.casework.asking_back import ask_for_callback
from hotline.casework.contact_safety import set_safety
from hotline.casework.refusals import Refused
from hotline.db import locked
from hotline.errors import TelephonyError
from hotline.models import Callback, CallbackState, Case, Contact
from hotline.reconciliation import Reconciliation
from hotline.reconciliation import callbacks as silent_callbacks
from hotline.simulator.faults import RestFault
from hotline.simulator.phones import Phone

from .town import Edge, Town

MARK = "a-form-of-the-page"


@pytest.fixture(autouse=True)
def _talked_before(town: Town, child: Phone, lan: Phone) -> None:
    """Lan has accepted the case of a child who has hung up."""
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    child.hangs_up()
    lan.is_not_on_a_call()


def asks(town: Town, mark: str = MARK, *, safe: bool = True, who: str = "nk1") -> None:
    """What the form of the page does."""
    with town.service.transaction() as session:
        case = town.records("cases")[0]["id"]
        contact = town.records("contacts")[0]["id"]
        ask_for_callback(session, case, contact, safe=safe, who=who, form_id=mark, now=town.clock.now(), version=1)
    town.network.wait_idle()


def callback(town: Town) -> Callback:
    with town.service.transaction() as session:
        return session.exec(select(Callback)).one()


def is_ordered_in_doubt(town: Town) -> None:
    """Lan's call is ordered and rings, and nobody hears so."""
    town.faults.lost_seconds = 0.1
    town.faults.drops_webhook = lambda url: "/callback/" in url and url.endswith("/status")
    town.faults.rest.append(RestFault.LOST_AFTER)
    town.staff.watch_lives = False
    asks(town)
    town.staff.watch_lives = True
    assert callback(town).sid is None


def talks(town: Town, child: Phone, lan: Phone) -> None:
    """Lan is put through to the child."""
    asks(town)
    lan.answers()
    lan.presses("1")
    child.answers()
    lan.talks_with(child)


def a_machine_is_told(town: Town, edge: Edge, child: Phone, lan: Phone) -> None:
    """The network takes what has answered the first time for one; it says so twice at once."""
    path = f"/webhooks/voice/callback/{callback(town).id}/machine?dial=1"
    form = {"CallSid": child.call.sid, "ParentCallSid": lan.call.sid, "AnsweredBy": "machine_start"}
    edge.post_at_once(2, path, form)
    town.network.wait_idle()


def picking_up_is_told(town: Town, edge: Edge, child: Phone, lan: Phone, *, dial: int) -> None:
    path = f"/webhooks/voice/callback/{callback(town).id}/caller?dial={dial}"
    form = {"CallSid": child.history[-1].sid, "ParentCallSid": lan.call.sid, "CallStatus": "in-progress"}
    edge.post(path, form)
    town.network.wait_idle()


def test_lan_is_rung_presses_1_and_talks_with_the_child(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    lan.hears("Bấm 1 để gọi lại")
    child.is_not_ringing()
    lan.presses("1")
    child.rings()
    assert child.call.from_ == town.service.number
    child.answers()
    lan.talks_with(child)
    assert callback(town).state == CallbackState.CONNECTED
    child.hangs_up()
    lan.hears("Cuộc gọi đã kết thúc")
    lan.is_not_on_a_call()
    row = callback(town)
    assert (row.state, row.error, row.connected_at is not None) == (CallbackState.ENDED, None, True)


def test_the_voicemail_of_the_officer_calls_no_child(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    town.passes(60)
    lan.is_not_on_a_call()
    assert child.rang == 0
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "officer_unanswered")


def test_the_officer_hears_that_nobody_answers_and_may_try_once_more(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    child.rings()
    town.passes(31)
    lan.hears("Không ai nhấc máy, không để lại gì")
    lan.presses("1")
    child.answers()
    lan.talks_with(child)
    lan.hangs_up()
    assert callback(town).state == CallbackState.ENDED


def test_nobody_answers_and_that_is_what_the_record_says(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    child.declines()
    lan.hangs_up()
    row = callback(town)
    assert (row.state, row.error, row.connected_at) == (CallbackState.FAILED, "caller_unanswered", None)


def test_a_machine_that_answers_counts_as_nobody_and_the_officer_is_taken_off_it(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    talks(town, child, lan)
    a_machine_is_told(town, edge, child, lan)
    child.is_not_on_a_call()
    lan.hears("Có lẽ hộp thư thoại đã nhấc máy")
    lan.hangs_up()
    row = callback(town)
    assert (row.state, row.error, row.connected_at) == (CallbackState.FAILED, "machine", None)


@pytest.mark.parametrize("lives", ["worker", "watch"])
def test_whoever_of_worker_and_watch_lives_rings(town: Town, lan: Phone, lives: str) -> None:
    town.staff.worker_lives, town.staff.watch_lives = lives == "worker", lives == "watch"
    asks(town)
    town.passes(1)
    lan.rings()


def test_the_same_form_rings_once_and_another_one_finds_the_line_busy(town: Town, lan: Phone) -> None:
    rang = lan.rang
    asks(town)
    asks(town)
    with pytest.raises(Refused, match="line_busy"):
        asks(town, "another-form-of-it")
    assert lan.rang == rang + 1


def test_without_the_tick_nobody_is_rung(town: Town, lan: Phone) -> None:
    with pytest.raises(Refused, match="not_safe"):
        asks(town, safe=False)
    lan.is_not_ringing()


def test_a_call_that_was_found_unsafe_meanwhile_is_not_made(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    with town.service.transaction() as session:
        case = locked(session, Case, town.record("cases")["id"])
        set_safety(session, case, safe=False, who="nk2", now=town.clock.now())
    lan.presses("1")
    lan.hears("vừa có người ghi là gọi lại không an toàn")
    assert child.rang == 0


def test_a_child_who_calls_meanwhile_is_not_called_once_more(town: Town, child: Phone, lan: Phone) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    town.passes(31)
    lan.hears("Không ai nhấc máy, không để lại gì")
    rang = child.rang
    child.calls()
    lan.presses("1")
    lan.hears("người ấy đang gọi tới")
    assert child.rang == rang
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "gave_way")


def test_a_service_that_stood_still_rings_nobody_hours_later(town: Town, lan: Phone) -> None:
    rang = lan.rang
    town.staff.worker_lives = town.staff.watch_lives = False
    asks(town)
    town.passes(3600)
    town.staff.watch_lives = True
    town.passes(5)
    assert lan.rang == rang
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "never_told")


def test_a_withheld_number_can_not_be_called(town: Town) -> None:
    with town.service.transaction() as session:
        session.exec(select(Contact)).one().caller = "anonymous"
    with pytest.raises(Refused, match="withheld"):
        asks(town)


def test_an_alert_takes_the_line_from_a_call_back_that_only_rings(town: Town, neighbour: Phone, lan: Phone) -> None:
    asks(town)
    lan.rings()
    neighbour.calls()
    neighbour.presses("1")
    assert callback(town).error == "gave_way"
    lan.answers()
    lan.presses("1")
    lan.talks_with(neighbour)
    assert lan.most_calls_at_once == 1


def test_who_talks_with_a_child_is_passed_over_and_offered_the_next_one_afterwards(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    child.answers()
    other = town.phone("+84900000003", "other")
    other.calls()
    other.presses("1")
    minh.rings()
    assert lan.most_calls_at_once == 1
    lan.hangs_up()
    lan.answers()
    lan.presses("1")
    lan.talks_with(other)


def test_a_call_back_of_which_nothing_more_is_heard_ends_by_itself(town: Town, lan: Phone) -> None:
    town.passes(11)
    asks(town)
    town.faults.drops_webhook = lambda url: "/callback/" in url
    lan.answers()
    town.passes(200)
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "never_told")


def test_an_order_whose_answer_was_lost_is_not_given_twice(town: Town, lan: Phone) -> None:
    rang = lan.rang
    town.faults.lost_seconds = 0.1
    town.faults.rest.append(RestFault.LOST_AFTER)
    asks(town)
    town.passes(12)
    assert lan.rang == rang + 1


@pytest.mark.parametrize("network", ["answers", "is away"])
def test_an_order_in_doubt_rings_nobody_hours_later(town: Town, lan: Phone, network: str) -> None:
    rang = lan.rang
    town.faults.lost_seconds = 0.1
    town.faults.rest.append(RestFault.LOST_BEFORE)
    town.staff.watch_lives = False
    asks(town)
    assert callback(town).claimed_until is not None
    town.passes(8 * 3600)
    town.faults.questions += [RestFault.SERVER_ERROR] * (20 if network == "is away" else 0)
    town.staff.start()
    town.staff.watch_lives = True
    town.passes(5)
    assert lan.rang == rang
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "never_told")


@pytest.mark.parametrize("picked_up", ["late", "in time"])
def test_a_call_that_reaches_the_officer_hours_later_calls_no_child(
    town: Town, edge: Edge, child: Phone, picked_up: str
) -> None:
    town.staff.worker_lives = town.staff.watch_lives = False
    asks(town)
    path, form = f"/webhooks/voice/callback/{callback(town).id}", {"CallSid": "CA0", "Digits": "1"}
    if picked_up == "in time":
        edge.post(path, form)
    town.passes(8 * 3600)
    told = [edge.post(path, form).text, edge.post(f"{path}/key?attempt=1", form).text]
    assert all("Cuộc gọi lại này đã dừng" in document for document in told)
    assert child.rang == 0
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "never_told")


def test_an_end_that_was_never_told_is_found_and_its_officer_is_rung_again(
    town: Town, child: Phone, neighbour: Phone, lan: Phone
) -> None:
    reconciliation = Reconciliation(town.service)
    reconciliation.look()
    talks(town, child, lan)
    town.passes(130)
    reconciliation.look()
    assert callback(town).state == CallbackState.CONNECTED
    town.faults.drops_webhook = lambda _url: True
    child.hangs_up()
    lan.is_not_on_a_call()
    town.faults.drops_webhook = lambda _url: False
    town.passes(130)
    reconciliation.look()
    assert callback(town).state == CallbackState.ENDED
    neighbour.calls()
    neighbour.presses("1")
    lan.rings()


@pytest.mark.parametrize("network", ["answers", "is away for a while"])
def test_a_talk_of_whose_begin_nobody_told_goes_on_and_no_other_call_comes_between(
    town: Town, child: Phone, neighbour: Phone, lan: Phone, minh: Phone, network: str
) -> None:
    town.faults.drops_webhook = lambda url: "/caller" in url
    talks(town, child, lan)
    town.faults.questions += [RestFault.SERVER_ERROR] * (3 if network != "answers" else 0)
    town.passes(300)
    neighbour.calls()
    neighbour.presses("1")
    minh.rings()
    lan.talks_with(child)
    assert lan.most_calls_at_once == 1
    child.hangs_up()
    row = callback(town)
    assert (row.state, row.error) == (CallbackState.ENDED, None)


def test_a_talk_that_was_given_up_while_the_network_could_not_be_asked_is_written_down_when_it_is_told(
    town: Town, child: Phone, lan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silent_callbacks, "ASKED_FOR", timedelta(seconds=5))
    town.faults.drops_webhook = lambda url: "/caller" in url
    talks(town, child, lan)
    town.faults.questions += [RestFault.SERVER_ERROR] * 100
    town.passes(130)
    assert (callback(town).state, callback(town).error) == (CallbackState.FAILED, "never_told")
    began = town.clock.now()
    town.passes(60)
    child.hangs_up()
    row = callback(town)
    assert (row.state, row.error) == (CallbackState.ENDED, None)
    assert row.connected_at
    assert row.ended_at
    assert row.connected_at < began < row.ended_at


@pytest.mark.parametrize("lost", ["the order", "its answer"])
def test_an_officer_who_could_not_be_taken_off_a_machine_at_once_is_soon(
    town: Town, edge: Edge, child: Phone, lan: Phone, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    redirect, orders = town.service.telephony.redirect, []

    def in_trouble(sid: str, *, url: str) -> None:
        orders.append(sid)
        if len(orders) > 1 or lost == "its answer":
            redirect(sid, url=url)
        if len(orders) == 1:
            raise TelephonyError("status 503", permanent=False, unsure=True)

    monkeypatch.setattr(town.service.telephony, "redirect", in_trouble)
    talks(town, child, lan)
    a_machine_is_told(town, edge, child, lan)
    town.passes(2)
    child.is_not_on_a_call()
    lan.hears("Có lẽ hộp thư thoại đã nhấc máy")
    assert len(orders) == (2 if lost == "the order" else 1)
    assert callback(town).send_after is None


def test_an_officer_is_taken_off_a_machine_though_the_process_that_began_it_has_died(
    town: Town, edge: Edge, child: Phone, lan: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks(town, child, lan)
    with monkeypatch.context() as power_cut:
        power_cut.setattr(town.service.telephony, "redirect", dies)
        a_machine_is_told(town, edge, child, lan)
    lan.talks_with(child)
    town.passes(60)
    child.is_not_on_a_call()


def test_what_is_told_again_of_the_machine_cuts_no_second_call(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    talks(town, child, lan)
    a_machine_is_told(town, edge, child, lan)
    lan.presses("1")
    child.answers()
    lan.talks_with(child)
    a_machine_is_told(town, edge, child, lan)
    lan.talks_with(child)
    assert (callback(town).state, callback(town).error) == (CallbackState.CONNECTED, None)


def test_a_machine_of_which_it_is_told_late_that_it_picked_up_is_no_talk(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    town.faults.drops_webhook = lambda url: "/caller" in url
    child.answers()
    town.faults.drops_webhook = lambda _url: False
    a_machine_is_told(town, edge, child, lan)
    picking_up_is_told(town, edge, child, lan, dial=1)
    lan.hangs_up()
    assert (callback(town).error, callback(town).connected_at) == ("machine", None)


def test_what_is_told_late_of_the_first_call_says_nothing_about_the_second(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    asks(town)
    lan.answers()
    lan.presses("1")
    child.declines()
    lan.presses("1")
    picking_up_is_told(town, edge, child, lan, dial=1)
    a_machine_is_told(town, edge, child, lan)
    assert callback(town).state == CallbackState.RINGING_CALLER
    child.answers()
    lan.talks_with(child)
    assert callback(town).state == CallbackState.CONNECTED


def dies(*_args: object, **_kwargs: object) -> None:
    raise SystemError


def test_a_call_that_may_as_well_be_a_call_back_is_not_taken_for_an_alerts(
    town: Town, neighbour: Phone, lan: Phone
) -> None:
    rang = lan.rang
    is_ordered_in_doubt(town)
    lan.rings()
    town.faults.rest.append(RestFault.LOST_BEFORE)
    neighbour.calls()
    neighbour.presses("1")
    lan.declines()
    town.passes(6)
    assert callback(town).error == "gave_way"
    assert lan.rang == rang + 2
    lan.answers()
    lan.presses("1")
    lan.talks_with(neighbour)
