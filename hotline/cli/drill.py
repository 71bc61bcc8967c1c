"""`hotline drill`: prove that the chain works, tonight too. Made for cron: the exit code tells."""

import json
import time
from typing import Annotated

import typer
from sqlmodel import col, select

from hotline.drills.report import Report
from hotline.drills.run import run_drill
from hotline.errors import HotlineError, UsageError
from hotline.models import ContactChannel
from hotline.service import Service, assemble
from hotline.settings import load_settings
from routing.models import District

LEGS = {
    "answered": "đường dây trả lời · answered",
    "rung": "gọi người trực · officer rung",
    "accepted": "người trực nhận · accepted",
    "connected": "nối máy · connected",
}


def drill(
    district: Annotated[str | None, typer.Option(help="Code of the district; the city's first one by default.")] = None,
    every: Annotated[bool, typer.Option("--all", help="One drill for each district, one after the other.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Send a text instead of calling.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object for each drill.")] = False,
) -> None:
    """Call the hotline as a child would, and ring the officers who are really on duty with "this is a drill"."""
    service = assemble(load_settings())
    channel = ContactChannel.SMS if text else ContactChannel.VOICE
    reports = []
    for code in _districts(service, district, every):
        report = run_drill(service, channel, code, wait=time.sleep)
        reports.append(report)
        print(json.dumps(report.as_json()) if as_json else _shown(report))
    if not all(report.passed for report in reports):
        raise typer.Exit(HotlineError.exit_code)


def _districts(service: Service, district: str | None, every: bool) -> list[str]:
    with service.transaction() as session:
        known = list(session.exec(select(District.code).order_by(col(District.position))).all())
    if not known:
        raise UsageError("There is no city yet: run `hotline apply FILE`.")
    if every:
        return known
    return [district or known[0]]


def _shown(report: Report) -> str:
    lines = [f"Diễn tập · Drill {report.drill}, {report.district}: {_verdict(report)}"]
    for leg in report.legs:
        took = "–" if leg.seconds is None else f"{leg.seconds:.1f} s"
        lines.append(f"  {'✓' if leg.passed else '✗'} {LEGS[leg.name]:36} {took:>8}  (≤ {leg.target:g} s)")
    return "\n".join(lines)


def _verdict(report: Report) -> str:
    if report.state == "stepped_aside":
        return "nhường ca thật · stepped aside for a real alert"
    return "ĐẠT · passed" if report.passed else "KHÔNG ĐẠT · failed"
