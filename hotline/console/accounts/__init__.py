"""Accounts, devices, keys of other systems, and who read what."""

from fastapi import FastAPI

from hotline.console.accounts.authenticators import add_authenticators
from hotline.console.accounts.devices import add_devices
from hotline.console.accounts.officers import add_officers
from hotline.console.accounts.reads import add_reads
from hotline.console.accounts.tokens import add_tokens
from hotline.console.console import Console
from hotline.console.signing_in.visitors import Entrance


def add_accounts(app: FastAPI, console: Console) -> None:
    entrance = Entrance.of(console)
    add_devices(app, entrance)
    add_authenticators(app, entrance)
    add_officers(app, console)
    add_reads(app, console)
    add_tokens(app, entrance)
