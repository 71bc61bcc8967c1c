"""The stream of changes that an open page listens to."""

from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from hotline.console.console import Console, NotFound, NotSignedIn
from hotline.staff.rights import Right, visible_case


def add_stream(app: FastAPI, console: Console) -> None:
    @app.get("/live")
    def live(request: Request, case: str = "") -> StreamingResponse:
        """`case`: the number of the case that the page shows, beside the board."""
        with console.transaction() as session:
            viewer = console.viewer(request, session, Right.CASES)
            shown = visible_case(session, viewer, case) if case else None
            if case and shown is None:
                raise NotFound

        def is_welcome() -> bool:
            try:
                with console.transaction() as session:
                    console.viewer(request, session, Right.CASES)
            except (NotSignedIn, NotFound):
                return False
            except Exception:  # the database is away; the stream itself says so
                return True
            return True

        frames = console.live.frames(shown.id if shown else None, is_welcome, sign_in=viewer.sign_in)
        return StreamingResponse(frames, media_type="text/event-stream")
