"""The whole phone and message script: what a caller, an officer and a sender hear or read, and why.

Read `caller` for a child's call from the first ring to its end, `officer` for the officer who is rung,
`sender` for a text.
"""

from typing import Any

from hotline.intake.again import once_more
from hotline.intake.caller import CallerScript
from hotline.intake.officer import OfficerScript
from hotline.intake.sender import SenderScript
from hotline.intake.trouble import TroubleScript
from webhooks.receiver import Receiver


class Intake(CallerScript, OfficerScript, SenderScript, TroubleScript):
    """Implements `webhooks.receiver.Receiver`; what the database refuses in passing is tried once more."""

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return once_more(found) if hasattr(Receiver, name) and not name.startswith("_") else found
