"""A browser asks to be told of alerts, or to be told no more."""

from typing import Annotated

from fastapi import FastAPI, Form, HTTPException, Request, Response

from hotline.console.console import Console
from hotline.console.cookies import session_token
from hotline.console.csrf import csrf_token
from hotline.push import keys
from hotline.push.browsers import is_auth, is_point
from hotline.push.services import is_push_service
from hotline.push.subscriptions import subscribe, unsubscribe
from hotline.staff.rights import Right

DONE = 204


def add_subscribing(app: FastAPI, console: Console) -> None:
    settings = console.service.settings

    @app.get("/push/key")
    def key(request: Request) -> dict[str, str]:
        """What a browser needs to subscribe, and its worker to accept from a notification."""
        with console.transaction() as session:
            console.viewer(request, session, Right.CASES)
        return {"key": keys.public_key(settings), "csrf": csrf_token(settings.secret_key, session_token(request))}

    @app.post("/push/subscription", status_code=DONE)
    def begin(
        request: Request,
        endpoint: Annotated[str, Form()],
        p256dh: Annotated[str, Form()],
        auth: Annotated[str, Form()],
    ) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            wrong = {
                "endpoint": not is_push_service(endpoint, settings.push_origins),
                "p256dh": not is_point(p256dh),
                "auth": not is_auth(auth),
            }
            if any(wrong.values()):
                raise HTTPException(422, ", ".join(field for field, is_wrong in wrong.items() if is_wrong))
            by = {"p256dh": p256dh, "auth": auth}
            subscribe(session, viewer.id, viewer.sign_in, endpoint=endpoint, keys=by, now=console.now())
        return Response(status_code=DONE)

    @app.post("/push/unsubscribe", status_code=DONE)
    def end(request: Request, endpoint: Annotated[str, Form()]) -> Response:
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            unsubscribe(session, viewer.id, endpoint, now=console.now())
        return Response(status_code=DONE)
