"""The escalation engine: an alert goes from step to step until a human takes it.

Everything here works inside the caller's transaction and talks to nobody: what is to be sent is written down
and asked for. Rows are locked in one order everywhere: contact, case, alert, notification.
"""
