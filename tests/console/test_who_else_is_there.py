"""Who else has a case open is told, for as long as it is so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from hotline.models import CaseViewing
from tests.stories.town import Town

from .people import BOSS, LAN, MINH, TUAN, Visitor

Let = Callable[[str | None], Visitor]


def test_two_on_one_case_know_of_each_other_until_one_has_gone(town: Town, visitor: Let, case_number: str) -> None:
    path = f"/console/cases/{case_number}"
    lan, minh = visitor(LAN), visitor(MINH)
    assert "cũng đang mở" not in lan.reads(path)
    assert "Lan cũng đang mở ca này" in minh.reads(path)
    told = lan.opens(f"{path}/others?known=")
    assert "Minh cũng đang mở ca này" in told.text
    assert f"/others?known={MINH}" in told.text
    assert lan.opens(f"{path}/others?known={MINH}").status_code == 204
    town.clock.push(15)
    assert lan.opens(f"{path}/others?known={MINH}").status_code == 204
    town.clock.push(6)  # Minh has closed the page, or has no network, or the power is gone
    gone = lan.opens(f"{path}/others?known={MINH}")
    assert (gone.status_code, "cũng đang mở" in gone.text) == (200, False)
    with town.service.transaction() as session:
        assert session.exec(select(CaseViewing.officer)).all() == [LAN], "nothing is kept of who looked when"


def test_many_pages_that_say_so_at_once_stand_in_nobodys_way_and_strangers_learn_nothing(
    town: Town, visitor: Let, case_number: str
) -> None:
    path = f"/console/cases/{case_number}/others"
    visitors = [visitor(officer) for officer in (LAN, MINH, BOSS)]
    for _ in range(3):
        with ThreadPoolExecutor(9) as pool:
            answers = list(pool.map(lambda one: one.opens(path).status_code, visitors * 3))
        assert set(answers) <= {200, 204}
        town.clock.push(21)
    assert visitor(TUAN).opens(path).status_code == 404
    assert visitor(None).opens(path).status_code == 303
