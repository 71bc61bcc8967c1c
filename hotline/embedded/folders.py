"""Private folders, and the way to them for the account that a server runs as."""

import errno
import os
import pwd
import stat
import struct
from importlib.util import find_spec
from pathlib import Path

from hotline.errors import HotlineError

ACCOUNTS = ("hotline", "postgres", "nobody")
"""Unprivileged accounts that PostgreSQL may run as when we are root, best first."""

ACL = "system.posix_acl_access"
ACL_HEADER = struct.Struct("<I")
ACL_ENTRY = struct.Struct("<HHI")
USER_OBJ, USER, GROUP_OBJ, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
ACL_VERSION, NO_ID = 2, 0xFFFFFFFF
ENTER = 1


def wheel_folder(package: str) -> Path:
    """Where a wheel that brings binaries is, without importing it, which takes long and leaves traces."""
    wheel = find_spec(package)
    if wheel is None or wheel.origin is None:
        raise HotlineError(f"The package {package} is missing: run `make install`, or set DATABASE_URL and REDIS_URL")
    return Path(wheel.origin).parent


def unprivileged_account(folder: Path) -> pwd.struct_passwd | None:
    """The account for a server that refuses to be root: None if we are an ordinary user already.

    Whoever owns `folder` keeps it, so that data outlives the creation of a better account.
    """
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat().st_uid) != 0:
        return pwd.getpwuid(owner)
    known = {account.pw_name: account for account in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return known[name]
    raise HotlineError("PostgreSQL refuses to run as root: create an account for it with `useradd --system hotline`")


def make_private(folder: Path, account: pwd.struct_passwd | None) -> None:
    """Make sure that `folder` exists and that only `account` (or we, or root) can look into it."""
    owner = account.pw_uid if account else os.geteuid()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
        raise HotlineError(f"{folder} belongs to another user: remove it, or set HOTLINE_HOME to a folder of your own")
    folder.chmod(0o700)
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)


def let_pass(account: pwd.struct_passwd, target: Path) -> None:
    """Let `account`, and nobody else, walk to `target` through folders closed to it, such as /root."""
    for folder in reversed(target.resolve().parents):
        mode = folder.stat()
        if not (mode.st_mode & stat.S_IXOTH or mode.st_uid == account.pw_uid):
            _grant_entry(folder, account.pw_uid)


def _grant_entry(folder: Path, uid: int) -> None:
    try:
        entries = [entry for entry in _read_acl(folder) if (entry[0], entry[2]) != (USER, uid)]
        os.setxattr(folder, ACL, _pack_acl([*entries, (USER, ENTER, uid)]))
    except (OSError, AttributeError) as problem:
        raise HotlineError(
            f"PostgreSQL cannot run as root, and other accounts cannot enter {folder}: "
            f"run `chmod o+x '{folder}'`, move the installation, or run it as an ordinary user"
        ) from problem


def _read_acl(folder: Path) -> list[tuple[int, int, int]]:
    try:
        packed = os.getxattr(folder, ACL)
    except OSError as problem:
        if problem.errno != errno.ENODATA:
            raise
        mode = folder.stat().st_mode
        return [(USER_OBJ, mode >> 6 & 7, NO_ID), (GROUP_OBJ, mode >> 3 & 7, NO_ID), (OTHER, mode & 7, NO_ID)]
    return [(tag, access, who) for tag, access, who in ACL_ENTRY.iter_unpack(packed[ACL_HEADER.size :])]


def _pack_acl(entries: list[tuple[int, int, int]]) -> bytes:
    """The kernel wants entries in order of their tags, and a mask that lets named users through."""
    mask = ENTER
    for tag, access, _ in entries:
        if tag in {MASK, GROUP_OBJ}:
            mask |= access
    kept = [entry for entry in entries if entry[0] != MASK]
    ordered = sorted([*kept, (MASK, mask, NO_ID)], key=lambda entry: (entry[0], entry[2]))
    return ACL_HEADER.pack(ACL_VERSION) + b"".join(ACL_ENTRY.pack(*entry) for entry in ordered)
