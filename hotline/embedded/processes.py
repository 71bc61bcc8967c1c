"""Programs that we start for ourselves."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

import psutil


def run_as(account: pwd.struct_passwd | None, command: list[str], *, cwd: Path, output: int) -> subprocess.Popen[bytes]:
    """Start a program as `account` (None: as we are), without anything of our environment but its search path."""
    return subprocess.Popen(
        command,
        cwd=cwd,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )


def end(pid: int, stop_signal: signal.Signals, within: float) -> None:
    """Ask a process to end, and end it after `within` seconds."""
    try:
        process = psutil.Process(pid)
        process.send_signal(stop_signal)
        process.wait(within)
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(within)
    except psutil.NoSuchProcess:
        return
