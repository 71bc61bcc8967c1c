"""Who is on duty when, and where nobody is."""

from fastapi import FastAPI

from hotline.console.console import Console
from hotline.console.rosters.calendar import add_calendar
from hotline.console.rosters.editing import add_editing
from hotline.console.rosters.gaps import add_gaps
from hotline.console.rosters.notes import add_notes
from hotline.console.rosters.owning import add_owning
from hotline.console.rosters.page import add_page
from hotline.console.rosters.phones import add_phones
from hotline.console.rosters.swapping import add_swapping


def add_rosters(app: FastAPI, console: Console) -> None:
    add_page(app, console)
    add_gaps(app, console)
    add_notes(app, console)
    add_swapping(app, console)
    add_editing(app, console)
    add_owning(app, console)
    add_calendar(app, console)
    add_phones(app, console)
