"""Everybody's accounts, for administrators."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session, select

from hotline.console.console import Console, NotFound
from hotline.models import Access
from hotline.staff import accounts, passwords, people, sign_ins
from hotline.staff.rights import Right, Viewer
from routing.models import CITY_DESK, District, Officer

ACCOUNTS = "/console/accounts"


def add_officers(app: FastAPI, console: Console) -> None:
    def page(
        request: Request,
        session: Session,
        viewer: Viewer,
        *,
        given: Officer | None = None,
        password: str = "",
        trouble: str = "",
    ) -> Response:
        return console.page(
            request,
            viewer,
            "accounts/officers.html",
            status=503 if trouble else 200,
            people=people.everybody(session, now=console.now()),
            districts=dict(session.exec(select(District.code, District.name)).all()),
            desk=CITY_DESK,
            given=given,
            password=password,
            trouble=trouble,
        )

    def chosen(request: Request, session: Session, officer: str) -> tuple[Viewer, Officer]:
        viewer = console.viewer(request, session, Right.SETTINGS)
        found = session.get(Officer, officer)
        if found is None:
            raise NotFound
        return viewer, found

    def another(request: Request, session: Session, officer: str) -> tuple[Viewer, Officer]:
        """One's own way in is changed with the password only: a page that is left open gives nobody the account."""
        viewer, found = chosen(request, session, officer)
        if found.id == viewer.id:
            raise NotFound
        return viewer, found

    @app.get("/accounts")
    def officers(request: Request) -> Response:
        with console.transaction() as session:
            return page(request, session, console.viewer(request, session, Right.SETTINGS))

    @app.post("/accounts/officers/{officer}/password")
    def give_password(request: Request, officer: str) -> Response:
        """Shown on this page only; whoever gets it has to choose another. Nobody gives one to themselves."""
        with console.transaction() as session:
            if not another(request, session, officer)[1].active:
                raise NotFound
        password = passwords.invented()
        try:
            password_hash = passwords.hashed(password)
        except passwords.TooBusy:
            with console.transaction() as session:
                return page(request, session, chosen(request, session, officer)[0], trouble="signing_in.busy")
        with console.transaction() as session:
            viewer, found = another(request, session, officer)
            accounts.set_temporary_password(session, found.id, password_hash, who=viewer.id, now=console.now())
            return page(request, session, viewer, given=found, password=password)

    @app.post("/accounts/officers/{officer}/sign-out")
    def end_sign_ins(request: Request, officer: str) -> Response:
        now = console.now()
        with console.transaction() as session:
            viewer, found = chosen(request, session, officer)
            sign_ins.end(session, found.id, now=now)
            session.add(Access(at=now, who=viewer.id, what="signed_out", detail=found.id))
        return RedirectResponse(ACCOUNTS, 303)

    @app.post("/accounts/officers/{officer}/authenticator")
    def reset_authenticator(request: Request, officer: str) -> Response:
        with console.transaction() as session:
            viewer, found = another(request, session, officer)
            accounts.forget_authenticator(session, found.id, who=viewer.id, now=console.now())
        return RedirectResponse(ACCOUNTS, 303)
