"""Alerts in a browser that is closed: subscriptions, the service worker, the installable page."""

from fastapi import FastAPI

from hotline.console.console import Console
from hotline.console.push.application import add_application
from hotline.console.push.subscribing import add_subscribing


def add_push(app: FastAPI, console: Console) -> None:
    add_application(app)
    add_subscribing(app, console)
