"""Web push: alerts in a browser that is closed, beside the call and the text (RFC 8030, 8291, 8292).

A push never counts for an alert: it neither holds it up nor keeps it waiting.
"""
