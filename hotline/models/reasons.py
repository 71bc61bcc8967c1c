"""Reasons in the log of a case that are read again: a page tells them in its own words."""

STEP_STARTED = "started"
NOBODY_IS_THERE = "nobody is there"
EVERYONE_IS_BUSY = "everyone is on another call"
WAITS_FOR_SOMEBODY = "waits for a free officer"
"""Of an alert's steps."""

OFFICER_WAS_GONE = "the officer was gone before the caller was connected"
NOTHING_DONE = "somebody took the case, and nothing was done"
UNREAD = "a new message, and nobody has read it"
"""Of a new alert."""

DUPLICATE_WARNS = "calling back was not safe in a duplicate that was joined"
"""Of what is written in a case from the page of another one."""
