"""Scripted telephones for tests that read as stories. Used from the test's thread, over a pushable clock.

    child.calls()
    child.hears("Con đang ở quận nào")
    child.presses("1")
    officer.answers()
    officer.presses("1")
    officer.talks_with(child)

Every expectation waits for what it names and fails with everything that was heard so far.
"""

from hotline.simulator.phones.cast import Phones
from hotline.simulator.phones.phone import Phone

__all__ = ["Phone", "Phones"]
