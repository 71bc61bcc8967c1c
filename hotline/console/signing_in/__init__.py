"""Signing in: number and password, then a code for those who see every district."""

from fastapi import FastAPI

from hotline.console.console import Console


def add_signing_in(app: FastAPI, console: Console) -> None:
    """Filled in by the commits that follow."""
    del app, console
