"""The whole phone and message script: what a caller, an officer and a sender hear or read, and why.

Read `caller` for a child's call from the first ring to its end, `officer` for the officer who is rung, `callback`
for one who calls back, `sender` for a text, `trouble` and `officer_trouble` for what is said when the service itself
fails, `dialled` for what is written down of that.
"""

from dataclasses import replace
from datetime import datetime

from hotline.clock import FixedClock
from hotline.intake.busy import BusyScript
from hotline.intake.callback import CallbackScript
from hotline.intake.caller import CallerScript
from hotline.intake.dialled import DialledScript
from hotline.intake.officer import OfficerScript
from hotline.intake.officer_trouble import OfficerTroubleScript
from hotline.intake.phone_test import PhoneTestScript
from hotline.intake.sender import SenderScript
from hotline.models import Found
from hotline.service import Service


class Intake(
    CallerScript,
    OfficerScript,
    CallbackScript,
    PhoneTestScript,
    SenderScript,
    DialledScript,
    OfficerTroubleScript,
    BusyScript,
):
    """Implements `webhooks.receiver.Receiver`."""


def belated(service: Service, found: Found, at: datetime) -> Intake:
    """An intake for what happened at `at` and is only told now. What it writes down keeps the true time."""
    return Intake(replace(service, clock=FixedClock(at)), found, told_at=service.clock.now())
