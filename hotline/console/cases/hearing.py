"""Plays a caller's recorded message; the provider's address and password never reach a browser."""

import re

from fastapi import FastAPI, Request, Response

from hotline.casework.callers import cases_told_of
from hotline.casework.recordings import fetch_recording
from hotline.console.cases.access import has_noted, work_on
from hotline.console.console import Console, NotFound
from hotline.errors import TelephonyError
from hotline.models import Contact
from hotline.staff.accesses import note_access

HEARD = "recording.heard"
_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


def add_recordings(app: FastAPI, console: Console) -> None:
    @app.get("/cases/{number}/recordings/{contact}")
    def recording(request: Request, number: str, contact: int) -> Response:
        address = _note(console, request, number, contact)
        try:
            sound = fetch_recording(console.service.settings, address)
        except TelephonyError:
            return Response(status_code=502)
        return part_of(sound, request.headers.get("range", ""))


def _note(console: Console, request: Request, number: str, contact: int) -> str:
    """Its address at the provider. Written down before it is heard, whichever of its many pieces is asked for first."""
    with console.transaction() as session:
        work = work_on(console, request, session, number)
        row = session.get(Contact, contact) if 0 < contact < 2**31 else None
        if row is None or not row.recording or row.case_id not in cases_told_of(session, work.case.id):
            raise NotFound
        if _begins(request.headers.get("range", "")) or not has_noted(work, HEARD, contact):
            note_access(session, work.viewer, HEARD, now=work.now, case_id=work.case.id, subject=contact)
        return row.recording


def _begins(wanted: str) -> bool:
    asked = _RANGE.fullmatch(wanted)
    return asked is None or int(asked[1]) == 0


def part_of(sound: bytes, wanted: str) -> Response:
    """Some telephones play nothing that they can't have piece by piece (RFC 9110, 14.2)."""
    headers = {"Accept-Ranges": "bytes", "Content-Disposition": "inline"}
    asked = _RANGE.fullmatch(wanted)
    if asked is None or not sound:
        return Response(sound, media_type="audio/wav", headers=headers)
    first, last = int(asked[1]), min(int(asked[2] or len(sound) - 1), len(sound) - 1)
    if first > last:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(sound)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(sound)}"
    return Response(sound[first : last + 1], 206, media_type="audio/wav", headers=headers)
