"""Several people and one case: one of them gets it, and an officer has one call at a time."""

from hotline.notifications import NEVER_TOLD
from hotline.simulator.call import Call
from hotline.simulator.phones import Phone
from routing.models import Channel, Officer

from .town import Edge, Town


def ring_both(child: Phone, lan: Phone, minh: Phone) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    minh.answers()


def test_of_two_officers_who_press_together_one_owns_the_case(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    ring_both(child, lan, minh)
    town.phones.at_once(lan.pressing("1"), minh.pressing("1"))
    owner = town.record("cases")["acknowledged_by"]
    winner, loser = (lan, minh) if owner == "nk1" else (minh, lan)
    winner.talks_with(child)
    loser.hears("Đã có người nhận ca này")
    loser.is_not_on_a_call()


def test_who_answers_too_late_hears_that_it_is_taken(town: Town, child: Phone, lan: Phone, minh: Phone) -> None:
    ring_both(child, lan, minh)
    lan.presses("1")
    minh.presses("1")
    minh.hears("Đã có người nhận ca này")
    assert town.record("cases")["acknowledged_by"] == "nk1"


def test_an_officer_on_the_line_is_passed_over_for_one_who_is_free(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone, manager: Phone
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    tuan.talks_with(child)
    neighbour.calls()
    neighbour.presses("3")
    manager.rings()
    assert tuan.most_calls_at_once == 1


def test_who_comes_free_is_offered_the_waiting_caller_before_the_text(
    town: Town, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    texter = town.phone("+84900000003", "texter")
    texter.texts("giúp con với, con ở Cái Răng")
    neighbour.calls()
    neighbour.presses("3")
    tuan.hangs_up()
    tuan.answers()
    tuan.presses("1")
    tuan.talks_with(neighbour)
    assert tuan.most_calls_at_once == 1


def test_a_second_caller_of_the_same_case_is_put_through_after_the_first(town: Town, lan: Phone) -> None:
    """A school has two telephones behind one number."""
    first = town.phone("+842923811111", "first")
    first.calls()
    first.presses("1")
    second_call = first.calls()
    lan.answers()
    lan.presses("1")
    assert first.history[0].talking_with is not None
    first_call = first.history[0]
    town.network.run(lambda: town.network.hang_up(first_call))
    town.network.wait_idle()
    assert second_call.talking_with is not None
    assert len(town.records("cases")) == 1


def calls_again_unnoticed(town: Town, child: Phone) -> Call:
    """Whoever hangs up and calls again; the end of the first call is told to nobody."""
    town.faults.drops_webhook = lambda url: url.endswith(("/webhooks/voice/status", "/left"))
    child.calls()
    child.presses("1")
    child.hangs_up()
    town.faults.drops_webhook = lambda _url: False
    return child.calls()


def test_who_calls_again_is_put_through_though_the_end_of_the_first_call_was_lost(
    town: Town, child: Phone, lan: Phone
) -> None:
    second_call = calls_again_unnoticed(town, child)
    lan.answers()
    lan.presses("1")
    town.passes(13)
    assert second_call.talking_with is not None
    assert lan.rang == 1


def test_who_has_not_been_heard_of_in_the_queue_is_put_through_after_who_has(
    town: Town, child: Phone, lan: Phone
) -> None:
    second_call = calls_again_unnoticed(town, child)
    town.passes(20)
    lan.answers()
    lan.presses("1")
    assert second_call.talking_with is not None


def test_a_key_that_never_reached_us_accepts_nothing(town: Town, child: Phone, tuan: Phone, manager: Phone) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    town.faults.drops_webhook = lambda url: "/officer/" in url and ("/key" in url or "fallback" in url)
    tuan.presses("1")
    town.faults.drops_webhook = lambda _url: False
    tuan.is_not_on_a_call()
    town.passes(25)
    manager.rings()
    assert town.record("cases")["state"] == "open"


def test_an_officer_cut_off_before_the_caller_is_connected_does_not_end_the_search(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    """Lan accepts, but her line drops before the bridge: the caller still needs a human."""
    child.calls()
    child.presses("1")
    lan.answers()
    town.phones.at_once(lan.pressing("1"), lan.hanging_up())
    child.is_on_a_call()
    town.passes(5)
    assert [alert["state"] for alert in town.records("alerts")] == ["acknowledged", "ringing"]
    minh.answers()
    minh.presses("1")
    minh.talks_with(child)
    assert town.record("contacts")["answered_by"] == "nk2"


def test_an_officer_cut_off_before_the_first_word_brings_the_caller_back_into_the_queue(
    town: Town, edge: Edge, child: Phone, lan: Phone, minh: Phone
) -> None:
    """The caller was told that someone is there, and then the network could not connect the two."""
    call = child.calls()
    child.presses("1")
    (contact,) = town.records("contacts")
    lan.answers()
    town.faults.drops_webhook = lambda url: url.endswith("/left?attempt=1")
    lan.presses("1")
    fields = {"CallSid": call.sid, "From": child.number, "To": "+842923891111", "QueueResult": "error"}
    assert "<Enqueue" in edge.post("/webhooks/voice/left", fields).text
    town.network.wait_idle()
    minh.rings()
    assert [row["state"] for row in town.records("alerts")] == ["acknowledged", "ringing"]
    assert town.record("contacts")["answered_at"] is None
    assert contact["case"] == town.record("contacts")["case"]


def test_an_officer_cut_off_after_the_first_second_leaves_nobody_alone(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    lan.talks_with(child)
    town.passes(1)
    lan.hangs_up()
    child.is_on_a_call()
    assert [alert["state"] for alert in town.records("alerts")] == ["acknowledged", "ringing"]
    minh.answers()
    minh.presses("1")
    minh.talks_with(child)
    assert town.record("contacts")["answered_by"] == "nk2"


def test_a_caller_who_hangs_up_after_a_few_words_rings_nobody_again(
    town: Town, edge: Edge, child: Phone, lan: Phone
) -> None:
    call = child.calls()
    child.presses("1")
    lan.answers()
    lan.presses("1")
    town.passes(3)
    fields = {"CallSid": call.sid, "From": child.number, "To": "+842923891111", "CallStatus": "completed"}
    edge.post("/webhooks/voice/left", fields | {"QueueResult": "bridged"})
    assert [alert["state"] for alert in town.records("alerts")] == ["acknowledged"]


def test_a_second_caller_of_a_case_whose_officer_talks_with_the_first_is_not_left_alone(
    town: Town, lan: Phone, minh: Phone
) -> None:
    school = town.phone("+842923811111", "school")
    school.calls()
    school.presses("1")
    lan.answers()
    lan.presses("1")
    school.calls()
    town.passes(5)
    minh.rings()


def test_an_officer_who_can_only_be_pushed_to_is_nobody_yet(town: Town, child: Phone, hoa: Phone) -> None:
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("""UPDATE officer SET channels = '["push"]' WHERE id IN ('nk1', 'nk2')""")
    child.texts("con ở Ninh Kiều")
    hoa.rings()


def test_exhausted_texts_do_not_ring_officers_for_ever(town: Town, lan: Phone) -> None:
    for number in range(3):
        town.phone(f"+8490000010{number}").texts("con ở Ninh Kiều")
    town.passes(400)
    rang = lan.rang
    town.passes(1800)
    assert lan.rang == rang, "only the managers are told again"


def test_a_repeated_webhook_during_a_talk_does_not_free_the_line(
    town: Town, edge: Edge, child: Phone, neighbour: Phone, tuan: Phone
) -> None:
    child.calls()
    child.presses("3")
    tuan.answers()
    tuan.presses("1")
    (call,) = town.notifications("cr1")
    edge.post(f"/webhooks/voice/officer/{call['id']}", {"CallSid": call["sid"]})
    town.passes(90)
    neighbour.texts("ở Cái Răng có chuyện")
    assert tuan.rang == 1
    tuan.talks_with(child)


def counts_as_over(town: Town, officer: str) -> None:
    """Nothing was heard of this officer's call for so long that it is thought to have ended."""
    with town.service.transaction() as session:
        session.connection().exec_driver_sql(
            "UPDATE notification SET line_stale_at = '2000-01-01Z' WHERE officer = %s AND channel = 'call'", (officer,)
        )
    town.passes(1)
    assert town.notifications(officer)[0]["error"] == NEVER_TOLD


def test_who_presses_a_key_on_a_call_that_was_thought_over_is_on_the_line(
    town: Town, edge: Edge, child: Phone, neighbour: Phone, lan: Phone, minh: Phone, hoa: Phone
) -> None:
    call = child.calls()
    child.presses("1")
    town.passes(12)
    lan.answers()
    counts_as_over(town, "nk1")
    lan.presses("1")
    lan.talks_with(child)
    assert town.record("contacts")["answered_by"] == "nk1"
    fields = {"CallSid": call.sid, "From": child.number, "To": town.service.number, "Direction": "inbound"}
    edge.post("/webhooks/voice/hold?turn=3", fields)  # one that was under way in that moment
    neighbour.calls()
    neighbour.presses("1")
    minh.rings()
    town.passes(120)
    assert (lan.rang, lan.most_calls_at_once, len(town.records("alerts"))) == (1, 1, 2)
    lan.talks_with(child)
    lan.hangs_up()
    lan.rings()


def test_a_key_that_is_told_after_the_end_of_its_call_keeps_nobody_on_the_line(
    town: Town, edge: Edge, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.calls()
    child.presses("1")
    lan.answers()
    lan.hangs_up()
    (attempt,) = town.notifications("nk1")
    edge.post(f"/webhooks/voice/officer/{attempt['id']}/key?attempt=1", {"CallSid": attempt["sid"], "Digits": "1"})
    town.passes(5)
    assert [row["state"] for row in town.records("alerts")] == ["acknowledged", "ringing"]


def test_an_owner_who_is_an_auditor_now_is_not_rung_again(town: Town, child: Phone, lan: Phone, minh: Phone) -> None:
    child.texts("con ở Ninh Kiều")
    lan.answers()
    lan.presses("1")
    with town.service.transaction() as session:
        session.connection().exec_driver_sql("UPDATE officer SET role = 'auditor' WHERE id = 'nk1'")
    child.calls()
    minh.rings()
    assert lan.rang == 1


def test_a_child_who_calls_while_officers_are_about_to_be_rung_for_a_text_waits_no_longer_for_it(
    town: Town, child: Phone, tuan: Phone
) -> None:
    """An officer who reads no texts is left alone for two minutes after accepting."""
    with town.service.transaction() as session:
        session.get_one(Officer, "cr1").channels = [Channel.CALL]
    child.texts("con ở Cái Răng")
    tuan.answers()
    tuan.presses("1")
    town.passes(10)
    child.texts("họ về rồi")
    town.passes(5)
    tuan.is_not_ringing()
    child.calls()
    tuan.rings()
