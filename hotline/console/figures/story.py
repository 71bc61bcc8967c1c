"""Why did that child wait? One contact, moment by moment."""

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from hotline.console.console import Console, NotFound
from hotline.console.figures.asking import ask
from hotline.console.figures.page import shown
from hotline.console.words import language_of
from hotline.models import Case, Contact
from hotline.reports.story import story_of
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right, visible_case


def add_story(app: FastAPI, console: Console) -> None:
    @app.get("/figures/contact/{contact_id}")
    def story(request: Request, contact_id: str) -> HTMLResponse:
        with console.transaction() as session:
            asked = ask(console, request, session, Right.CASES)
            contact = session.get(Contact, int(contact_id)) if _is_id(contact_id) else None
            known = session.get(Case, contact.case_id) if contact and contact.case_id else None
            case = visible_case(session, asked.viewer, known.number) if known else None
            if contact is None or case is None:
                raise NotFound
            note_access(session, asked.viewer, "figures.contact", now=asked.now, case_id=case.id, subject=contact.id)
            told = story_of(session, contact, case, now=asked.now)
            values = shown(language_of(request), asked)
            return console.page(request, asked.viewer, "figures/contact.html", story=told, **values)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
