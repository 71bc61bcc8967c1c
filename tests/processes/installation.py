"""The product as people run it: `hotline run` in a folder of its own, on a telephone network given by its address."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue
from typing import Any

import psutil

from hotline.simulator.network import Network

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
  - {district: city, tier: 1, officers: [boss], days: daily, start: "00:00", end: "24:00"}
escalation:
  - {ring: {tier: 1}, wait: 3s}
  - {ring: {role: manager}, wait: 30s}
drill: {number: "+842923891112", answered: 30s, rung: 30s}
"""


class Installation:
    """`hotline run` in a folder of its own, and its commands beside it."""

    def __init__(self, folder: Path, network: Network, port: int, city: str = TOWN, **settings: str) -> None:
        (folder / "city.yaml").write_text(city)
        self._folder = folder
        self.home = folder / "home"
        self.url = f"http://127.0.0.1:{port}"
        self._environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.defpath]),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HOTLINE_HOME": "home",
            "PORT": str(port),
            "PUBLIC_URL": self.url,
            "CITY_FILE": "city.yaml",
            "HOTLINE_NUMBER": NUMBER,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_API_URL": network.api_url,
            **settings,
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
