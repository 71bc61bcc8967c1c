"""The real processes under their runner, on a telephone network that they know by its address only, in real time."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import psutil
import pytest

from hotline.simulator.clocks import RealClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.phones import Phones
from hotline.simulator.server import serve_in_thread

ACCOUNT, TOKEN, NUMBER = "AC" + "7" * 32, "the-token", "+842923891111"
PROCFILE = Path(__file__).parents[2] / "Procfile"
TOWN = """
city: {name: Cần Thơ, national_line: "111", desk: "+842923999111"}
districts:
  - {code: ninh-kieu, name: Quận Ninh Kiều, digit: 1, aliases: [], places: []}
  - {code: cai-rang, name: Quận Cái Răng, digit: 3, aliases: [], places: []}
officers:
  - {id: nk1, name: Lan, phone: "+84912000001", role: officer, channels: [call, sms]}
  - {id: cr1, name: Tuấn, phone: "+84912000011", role: officer, channels: [call, sms]}
  - {id: boss, name: Sáu, phone: "+84912000090", role: manager, channels: [call]}
shifts:
  - {district: ninh-kieu, tier: 1, officers: [nk1], days: daily, start: "00:00", end: "24:00"}
  - {district: cai-rang, tier: 1, officers: [cr1], days: daily, start: "00:00", end: "24:00"}
escalation:
  - {ring: {tier: 1}, wait: 3s}
  - {ring: {role: manager}, wait: 30s}
drill: {number: "+842923891112", answered: 30s, rung: 30s}
"""


class Installation:
    """`hotline run` in a folder of its own, and its commands beside it."""

    def __init__(self, folder: Path, network: Network, port: int) -> None:
        (folder / "city.yaml").write_text(TOWN)
        self._folder = folder
        self._environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOTLINE_HOME": "home",
            "PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "CITY_FILE": "city.yaml",
            "HOTLINE_NUMBER": NUMBER,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_API_URL": network.api_url,
        }
        self.start()

    def start(self) -> None:
        self.runner = self.command("run", "--procfile", str(PROCFILE))
        self.said: list[str] = []
        lines: Queue[str | None] = Queue()
        threading.Thread(target=self._read, args=(self.runner, lines), daemon=True).start()
        while (line := lines.get(timeout=60)) is not None:
            if "Ctrl-C" in line:
                return
        raise AssertionError("the installation did not start:\n" + "\n".join(self.said))

    def _read(self, runner: subprocess.Popen[str], lines: "Queue[str | None]") -> None:
        for line in runner.stdout or ():
            self.said.append(line.rstrip())
            lines.put(line)
        lines.put(None)

    def show(self, kind: str) -> list[dict[str, Any]]:
        output, _ = self.command("show", kind, "--json").communicate(timeout=60)
        return [json.loads(line) for line in output.splitlines()]

    def process(self, name: str) -> psutil.Process:
        family = psutil.Process(self.runner.pid).children(recursive=True)
        return next(one for one in family if one.cmdline()[-1:] == [name])

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        self.runner.send_signal(how)
        return self.runner.wait(60)

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "hotline.cli", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


@pytest.fixture
def network() -> Iterator[Network]:
    network = Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=RealClock())
    with serve_in_thread(network):
        yield network


@pytest.fixture
def installation(network: Network, tmp_path: Path) -> Iterator[Installation]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    network.add_line(Line.of(NUMBER, f"http://127.0.0.1:{port}"))
    installation = Installation(tmp_path, network, port)
    yield installation
    if installation.runner.poll() is None:
        installation.stop(signal.SIGTERM)


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
    lan.hangs_up()
    child.is_not_on_a_call()

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
