"""The spool on disk: whole files, for our eyes only, in order, each for one taker at a time."""

import errno
import os
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.spool import Spool, content, folder
from webhooks.forms import Form
from webhooks.kept import KEPT, Arrival

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def call(sid: str = "CA1", at: datetime = NOON) -> Arrival:
    return Arrival("call", Form([("CallSid", sid), ("From", "+84900000001"), ("FromCity", "")]), at)


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


def test_an_empty_spool_is_no_folder(spool: Spool) -> None:
    assert (spool.waiting(), spool.state().waiting, spool.folder.exists()) == ([], 0, False)


def test_a_file_of_somebody_elses_is_left_alone(spool: Spool) -> None:
    spool.tidy()
    (spool.folder / "notes.json").write_text("{}")
    assert spool.waiting() == []


def test_what_is_kept_comes_back_in_the_order_in_which_it_arrived(spool: Spool) -> None:
    for second in (2, 0, 1):
        spool.keep(call(f"CA{second}", NOON + timedelta(seconds=second)))
    assert [file.at.second for file in spool.waiting()] == [0, 1, 2]
    with spool.claimed(spool.waiting()[0]) as said:
        arrival = content.read(said or b"")
    assert (arrival.sid, arrival.at, arrival.form.getlist("FromCity")) == ("CA0", NOON, [""])
    assert spool.state() == folder.SpoolState(waiting=3, refused=0, oldest=NOON)


def test_only_we_can_read_it_and_its_name_tells_of_nobody(spool: Spool) -> None:
    spool.keep(call())
    (file,) = spool.folder.iterdir()
    assert stat.S_IMODE(spool.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "900000001" not in file.name
    assert "CA1" not in file.name


def test_what_waits_of_one_call_is_found(spool: Spool) -> None:
    spool.keep(call("CA1"))
    spool.keep(call("CA2"))
    assert len(spool.waiting("CA1")) == 1
    assert spool.waiting("CA3") == []


def test_a_file_is_on_disk_before_it_is_there(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: flushed.append([path.suffix for path in spool.folder.iterdir()]))
    spool.keep(call())
    assert flushed == [[".draft"], [".json"]], "its content first, then its name"


def test_a_claimed_file_is_nobody_elses_until_its_taker_is_done_or_dead(spool: Spool) -> None:
    spool.keep(call())
    (file,) = spool.waiting()
    script = (
        "import sys, pathlib\nfrom hotline.spool import Spool\n"
        f"spool = Spool(pathlib.Path({str(spool.folder)!r}))\n"
        "with spool.claimed(spool.waiting()[0]):\n    print('claimed', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"claimed\n"
        with spool.claimed(file) as said:
            assert said is None
        other.kill()
    with spool.claimed(file) as said:
        assert said


def test_who_waits_for_anothers_file_goes_on_once_it_is_taken_in(spool: Spool) -> None:
    spool.keep(call())
    (file,) = spool.waiting()

    def said_to_the_second() -> bytes | None:
        with spool.claimed(file, wait=10) as said:
            return said

    with ThreadPoolExecutor(1) as second:
        with spool.claimed(file):
            waits = second.submit(said_to_the_second)
            with pytest.raises(TimeoutError):
                waits.result(0.05)
            spool.remove(file)
        assert waits.result(5) is None


def test_nobody_waits_for_ever_for_one_who_is_frozen_with_a_file_in_their_hands(spool: Spool) -> None:
    spool.keep(call())
    (file,) = spool.waiting()
    with spool.claimed(file):
        asked_at = time.monotonic()
        with spool.claimed(file, wait=0.05) as said:
            assert said is None
        assert 0.05 <= time.monotonic() - asked_at < 5
    with spool.claimed(file) as said:
        assert said, "nothing is lost by that"


def test_a_file_that_somebody_else_has_taken_in_meanwhile_is_not_taken_again(spool: Spool) -> None:
    spool.keep(call())
    (file,) = spool.waiting()
    spool.remove(file)
    with spool.claimed(file) as said:
        assert said is None


def test_a_full_disk_lives_on_its_reserve(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    spool.tidy()
    reserve = spool.folder / "reserve"
    assert reserve.stat().st_blocks * 512 >= 1_000_000, "its room is taken, and not only promised"
    flush = os.fsync

    def full_while_there_is_a_reserve(descriptor: int) -> None:
        if reserve.exists():
            raise OSError(errno.ENOSPC, "no space left")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full_while_there_is_a_reserve)
    spool.keep(call())
    assert len(spool.waiting()) == 1
    assert not reserve.exists()
    monkeypatch.undo()
    spool.tidy()
    assert reserve.exists(), "there is room again"


def test_a_disk_that_is_full_for_good_is_said(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        spool.keep(call())
    assert list(spool.folder.iterdir()) == [], "no half of a file stays"


def test_what_a_killed_process_left_half_written_is_cleared_away(spool: Spool) -> None:
    spool.tidy()
    old, new = spool.folder / "old.draft", spool.folder / "new.draft"
    for draft in (old, new):
        draft.touch()
    os.utime(old, (0, 0))
    spool.tidy()
    assert (old.exists(), new.exists()) == (False, True), "a new one may still be written"


text = st.text(st.characters(codec="utf-8"), max_size=40)


@given(
    webhook=st.sampled_from(sorted(KEPT)),
    form=st.lists(st.tuples(text, text), max_size=8),
    address=st.dictionaries(st.sampled_from(["contact", "attempt", "leg"]), st.integers() | text),
)
def test_any_arrival_survives_being_written_and_read(
    webhook: str, form: list[tuple[str, str]], address: dict[str, Any]
) -> None:
    arrival = Arrival(webhook, Form(form), NOON, address)
    found = content.read(content.write(arrival))
    assert (found.webhook, found.at, found.address) == (webhook, NOON, address)
    assert {name: found.form.getlist(name) for name in found.form} == {
        name: arrival.form.getlist(name) for name in arrival.form
    }


@given(
    st.binary(max_size=60)
    | st.sampled_from([b"{}", b"[]", b'{"webhook": "x", "form": [], "at": "2026", "address": {}}'])
)
def test_anything_else_is_unreadable(said: bytes) -> None:
    with pytest.raises(content.Unreadable):
        content.read(said)
