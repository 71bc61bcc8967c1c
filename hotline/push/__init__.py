"""Alerts to a browser: keys, subscriptions, and the sending."""
