"""Whether the processes of the service live and do their work, by the signs of life that they leave in the database."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from hotline.alarms.parts import silent_parts
from hotline.doctor.finding import Finding
from hotline.heartbeats import Part, ahead_of_time

ADVICE = {
    Part.WORKER: "start one: `hotline worker`; until then the watch loop does its work",
    Part.WATCH: "start one: `hotline watch`; until then the other processes do its work",
    Part.SCHEDULER: "see the log of `hotline watch`; until then the other processes do its work",
    Part.QUEUE: "see the log of `hotline worker`; until then the watch loop does its work",
    Part.PROVIDER: "check TWILIO_API_URL, the account, and this machine's way to the internet",
}


def check_life(session: Session, *, now: datetime) -> Iterator[Finding]:
    """Of web more is known by asking it (`hotline.doctor.network`)."""
    silent, ahead = silent_parts(session, now=now), ahead_of_time(session, now=now)
    for part, advice in ADVICE.items():
        if part not in silent:
            yield Finding.ok(part, "gives signs of life")
        elif last := silent[part]:
            yield Finding.bad(part, f"silent for {(now - last).total_seconds():.0f} s", advice)
        elif part in ahead:
            yield Finding.bad(part, "its last sign of life is from the future: a clock was set back", advice)
        else:
            yield Finding.bad(part, "has never given a sign of life", advice)
