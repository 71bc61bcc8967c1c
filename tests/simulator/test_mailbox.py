"""A reader who waits at a mailbox."""

import asyncio
from datetime import UTC, datetime

from hotline.simulator.clocks import PushableClock
from hotline.simulator.mailbox import Mailbox
from tests.apart import run_apart


async def _is_closed_under_a_reader() -> tuple[list[str | None], bool]:
    clock = PushableClock(datetime(2026, 3, 2, 19, 0, tzinfo=UTC))
    mailbox: Mailbox[str] = Mailbox(clock)
    clock.activity.begin()
    reader = asyncio.create_task(mailbox.take(None))
    await asyncio.sleep(0)
    reader.cancel()
    await asyncio.gather(reader, return_exceptions=True)
    mailbox.post("a key that was pressed too late")
    return [await mailbox.take(0), await mailbox.take(0)], reader.cancelled()


def test_a_reader_that_is_gone_is_woken_by_nothing_and_what_was_posted_is_kept() -> None:
    assert run_apart(_is_closed_under_a_reader()) == (["a key that was pressed too late", None], True)
