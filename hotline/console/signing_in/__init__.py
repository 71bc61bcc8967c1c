"""Signing in: number and password, then a code for those who see every district."""

from fastapi import FastAPI

from hotline.console.console import Console
from hotline.console.signing_in.choosing import add_choosing
from hotline.console.signing_in.code import add_code
from hotline.console.signing_in.password import add_password
from hotline.console.signing_in.visitors import Entrance


def add_signing_in(app: FastAPI, console: Console) -> None:
    entrance = Entrance.of(console)
    add_password(app, entrance)
    add_code(app, entrance)
    add_choosing(app, entrance)
