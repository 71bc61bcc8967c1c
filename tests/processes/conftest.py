"""A whole installation and the telephone network around it, in real time."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.simulator.clocks import RealClock
from hotline.simulator.exchange import Line
from hotline.simulator.network import Network
from hotline.simulator.server import serve_in_thread
from tests.ports import free_port
from tests.processes.installation import ACCOUNT, NUMBER, TOKEN, Installation


@pytest.fixture
def network() -> Iterator[Network]:
    network = Network(account_sid=ACCOUNT, auth_token=TOKEN, clock=RealClock())
    with serve_in_thread(network):
        yield network


@pytest.fixture
def installation(network: Network, tmp_path: Path) -> Iterator[Installation]:
    port = free_port()
    network.add_line(Line.of(NUMBER, f"http://127.0.0.1:{port}"))
    installation = Installation(tmp_path, network, port)
    yield installation
    if installation.runner.poll() is None:
        installation.stop(signal.SIGTERM)
