"""The board: what rings now, and who is there."""

from fastapi import FastAPI

from hotline.console.board.acting import add_acting
from hotline.console.board.page import add_page
from hotline.console.board.wall import add_wall
from hotline.console.console import Console


def add_board(app: FastAPI, console: Console) -> None:
    add_page(app, console)
    add_acting(app, console)
    add_wall(app, console)
