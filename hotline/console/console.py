"""What every page works with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from hotline.console.cookies import session_token
from hotline.console.csrf import csrf_token
from hotline.console.live import Live
from hotline.console.navigation import entries_of
from hotline.console.rendering import render
from hotline.console.words import language_of
from hotline.service import Service
from hotline.staff.rights import Right, Viewer
from hotline.staff.sign_ins import viewer_of


class NotSignedIn(Exception):
    """Somebody must sign in first; or sign in again."""


class NotFound(Exception):
    """There is no such thing for this viewer: none at all, or one that is not theirs to know of."""


@dataclass(frozen=True)
class Console:
    service: Service
    """With a database pool of the console's own: however many look at pages, webhooks find a connection."""
    live: Live

    def now(self) -> datetime:
        return self.service.clock.now()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with self.service.transaction() as session:
            yield session

    def viewer(self, request: Request, session: Session, right: Right | None = None) -> Viewer:
        """Who asks. Raises NotSignedIn, or NotFound for somebody who lacks the right."""
        token = session_token(request)
        viewer = viewer_of(session, token, now=self.now()) if token else None
        if viewer is None:
            raise NotSignedIn
        if right is not None and not viewer.may(right):
            raise NotFound
        return viewer

    def page(
        self, request: Request, viewer: Viewer | None, template: str, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page or a part of one, in the viewer's language."""
        token = session_token(request)
        return render(
            template,
            language=language_of(request),
            status=status,
            viewer=viewer,
            csrf=csrf_token(self.service.settings.secret_key, token),
            now=self.now(),
            path=request.url.path,
            entries=entries_of(viewer),
            **values,
        )
