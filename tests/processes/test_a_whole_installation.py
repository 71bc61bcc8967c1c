"""The real processes under their runner, on a telephone network that they know by its address only, in real time."""

import json
import signal

import psutil
import pytest

from hotline.simulator.network import Network
from hotline.simulator.phones import Phones
from tests.processes.installation import Installation

pytestmark = pytest.mark.in_real_time


def test_calls_are_taken_while_processes_die_and_after_a_restart(installation: Installation, network: Network) -> None:
    phones = Phones(network, network.clock)  # type: ignore[arg-type]
    child, lan = phones.phone("+84900000001", "child"), phones.phone("+84912000001", "Lan")
    child.calls()
    child.hears("Con đang ở quận")
    child.presses("1")
    lan.answers()
    lan.hears("Ca khẩn cấp tại Quận Ninh Kiều")
    lan.presses("1")
    lan.talks_with(child)
    child.hangs_up()
    lan.is_not_on_a_call()

    drill = installation.command("drill", "--district", "ninh-kieu", "--json")
    lan.answers()
    lan.hears("Đây là diễn tập")
    lan.presses("1")
    output, _ = drill.communicate(timeout=60)
    assert (drill.returncode, json.loads(output)["passed"]) == (0, True)
    lan.is_not_on_a_call()

    installation.process("worker").send_signal(signal.SIGKILL)
    neighbour, tuan = phones.phone("+84900000002", "neighbour"), phones.phone("+84912000011", "Tuấn")
    neighbour.texts("cuu voi, o cai rang")
    neighbour.reads("Đã nhận tin")
    tuan.rings()

    installation.process("watch").send_signal(signal.SIGKILL)
    manager = phones.phone("+84912000090", "manager")
    manager.answers()
    manager.presses("1")
    manager.hears("là của anh chị")

    real = [case for case in installation.show("cases") if not case["drill"]]
    assert [case["acknowledged_by"] for case in real] == ["nk1", "boss"]
    first = installation.show("contacts")[0]
    assert (first["outcome"], first["answered_by"], first["from"]) == ("answered", "nk1", "+84•••••••001")

    family = psutil.Process(installation.runner.pid).children(recursive=True)
    assert installation.stop() in {0, 130}
    assert not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    installation.start()
    assert [case["state"] for case in installation.show("cases")] == ["acknowledged", "closed", "acknowledged"]
    for secret in ("+84900000001", "900000001", "cuu voi"):
        assert not [line for line in installation.said if secret in line]
