"""Figures and the rows behind them as files to take away: CSV and XLSX."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from hotline.console.console import Console, NotFound
from hotline.console.figures.asking import Asked, ask, refuse
from hotline.console.figures.sheets import as_csv, as_xlsx
from hotline.console.figures.tables import Line, figures_table, rows_table
from hotline.console.words import language_of, say
from hotline.reports.behind import all_rows_behind
from hotline.reports.grouping import By
from hotline.reports.narrowing import KINDS, choices
from hotline.reports.scope import BadScope
from hotline.staff.accesses import note_access
from hotline.staff.rights import Right

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add_exports(app: FastAPI, console: Console) -> None:
    @app.get("/figures/export/{what}.{form}")
    def export(request: Request, what: str, form: str, only: str = "") -> Response:
        """`what`: figures, or the rows of contacts, cases, alerts for who may see all of them."""
        if what not in ("figures", *KINDS) or form not in ("csv", "xlsx"):
            raise NotFound
        rights = () if what == "figures" else (Right.CASES, Right.ALL_DISTRICTS)
        with console.transaction() as session:
            asked = ask(console, request, session, *rights)
            language = language_of(request)
            try:
                lines = _lines(console, asked, language, what, only)
            except BadScope as bad:
                return refuse(console, request, asked.viewer, bad)
            detail = f"{what}.{form} {asked.scope.first} {asked.scope.last} {only}".strip()
            note_access(session, asked.viewer, "export", now=asked.now, detail=detail)
            name = f"{what}-{asked.scope.first}-{asked.scope.last}.{form}"
        return _as_csv(lines, name) if form == "csv" else _as_xlsx(lines, name, say(language, f"figures.export.{what}"))


def _lines(console: Console, asked: Asked, language: str, what: str, only: str) -> Iterator[Line]:
    """Everything that needs this transaction is read here; rows come later, in transactions of their own."""
    if only and (what == "figures" or only not in choices(what, asked.targets)):
        raise BadScope("only")
    if what == "figures":
        return figures_table(language, asked.report(*By), asked.districts)
    rows = all_rows_behind(console.service.transaction, asked.scope, asked.targets, kind=what, only=only, now=asked.now)
    return rows_table(language, what, rows, asked.districts, asked.scope.zone)


def _as_csv(lines: Iterator[Line], name: str) -> Response:
    return StreamingResponse(as_csv(lines), media_type=CSV_TYPE, headers=_attached(name))


def _as_xlsx(lines: Iterator[Line], name: str, title: str) -> Response:
    """Written to the disk first: the format needs its end before its beginning."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as file:
        path = Path(file.name)
    try:
        as_xlsx(lines, path, title)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=XLSX_TYPE, headers=_attached(name), background=BackgroundTask(path.unlink))


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
