"""A child calls, says where, and an officer takes the case."""

from hotline.simulator.phones import Phone

from .town import Town


def test_a_child_presses_the_district_and_talks_with_the_officer_who_accepts(
    town: Town, child: Phone, lan: Phone, minh: Phone
) -> None:
    child.calls()
    child.hears("Đường dây bảo vệ trẻ em")
    child.hears("Con đang ở quận, huyện nào")
    child.presses("1")
    child.hears("đang gọi người trực")
    lan.answers()
    lan.hears("Ca khẩn cấp tại Quận Ninh Kiều")
    lan.presses("1")
    child.hears("Có người rồi")
    lan.talks_with(child)
    minh.is_not_ringing()
    town.passes(60)
    lan.hangs_up()
    child.hears("Con rất can đảm")
    child.is_not_on_a_call()

    case = town.record("cases")
    assert (case["state"], case["acknowledged_by"], case["district"]) == ("acknowledged", "nk1", "ninh-kieu")
    contact = town.record("contacts")
    assert (contact["state"], contact["outcome"], contact["answered_by"]) == ("ended", "answered", "nk1")
    assert town.record("alerts")["state"] == "acknowledged"
    assert [row["state"] for row in town.notifications("nk1")] == ["accepted"]
    assert [row["state"] for row in town.notifications("nk2")] == ["cancelled"]
