"""Alerts, addresses, queue payloads and logs hold the case, the district and the urgency, and nothing of the child."""

import logging

import pytest

from hotline import records
from hotline.simulator.log import Kind
from hotline.simulator.phones import Phone

from .town import Town

PLEA = "cứu con Bé Na, ba đánh con, ở Ninh Kiều"


def test_nothing_of_the_child_reaches_an_officer_an_address_or_a_log(
    town: Town, child: Phone, neighbour: Phone, lan: Phone, minh: Phone, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        child.texts(PLEA)
        neighbour.calls()
        neighbour.says("con tên Bé Na ở ninh kiều")
        lan.answers()
        lan.presses("1")
        minh.answers()
        minh.presses("1")
        town.passes(60)
    told = [*lan.heard, *minh.heard, *lan.inbox, *minh.inbox]
    asked = [event.text for event in town.network.log.events if event.kind in {Kind.WEBHOOK, Kind.CALLBACK}]
    logged = [
        record.getMessage() for record in caplog.records if not record.name.startswith(("twilio", "urllib3", "httpx"))
    ]
    for secret in ("Bé Na", "đánh", child.number, child.number[3:], neighbour.number, neighbour.number[3:]):
        assert not [line for line in (*told, *asked, *logged) if secret in line]


def test_records_mask_numbers_unless_they_are_revealed(town: Town, child: Phone) -> None:
    child.texts(PLEA)
    with town.service.transaction() as session:
        (contact,) = records.contacts(session)
    assert contact["from"] == "+84•••••••001"
    assert PLEA not in str(contact)
