"""Accounts, devices, keys of other systems, and who read what."""

from fastapi import FastAPI

from hotline.console.console import Console


def add_accounts(app: FastAPI, console: Console) -> None:
    """Filled in by the commits that follow."""
    del app, console
