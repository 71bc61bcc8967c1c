"""The page of one case, and what is done about it."""

from fastapi import FastAPI

from hotline.console.cases.acting import add_action
from hotline.console.cases.actions import ACTIONS
from hotline.console.cases.drafting import add_drafts
from hotline.console.cases.hearing import add_recordings
from hotline.console.cases.listing import add_list
from hotline.console.cases.others import add_others
from hotline.console.cases.page import add_page
from hotline.console.cases.revealing import add_reveal
from hotline.console.console import Console


def add_cases(app: FastAPI, console: Console) -> None:
    add_list(app, console)
    add_page(app, console)
    add_others(app, console)
    add_drafts(app, console)
    add_recordings(app, console)
    add_reveal(app, console)
    for action in ACTIONS:
        add_action(app, console, action)
