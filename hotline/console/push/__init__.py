"""Alerts in a browser that is closed: subscriptions, the service worker, the installable page."""

from fastapi import FastAPI

from hotline.console.console import Console


def add_push(app: FastAPI, console: Console) -> None:
    """Filled in by the commits that follow."""
    del app, console
