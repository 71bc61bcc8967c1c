"""The city that an installation starts with."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from hotline.cityfile import apply_city, read_city
from hotline.clock import SystemClock
from hotline.db import transaction
from hotline.settings import TWILIO_API, Settings
from routing.models import City

DEMO = Path(__file__).parents[1] / "cities" / "can-tho.yaml"


def load_city(engine: Engine, settings: Settings) -> str:
    """Apply CITY_FILE if it is set, else the demo if there is no city yet. Returns what was done, as a sentence.

    The demo's officers have invented telephone numbers: on the real network those may be strangers'.
    """
    if settings.city_file:
        return _apply(engine, settings.city_file)
    with Session(engine) as session:
        found = session.exec(select(City)).first()
    if found:
        return f"The city is {found.name}, as it was applied last."
    if settings.twilio_api_url == TWILIO_API:
        return "THERE IS NO CITY YET, so nobody can be rung: run `hotline apply FILE`, or set CITY_FILE."
    return f"{_apply(engine, DEMO)} This is the demo: its officers are invented."


def _apply(engine: Engine, path: Path) -> str:
    plan = read_city(path)
    with transaction(engine) as session:
        changes = apply_city(session, plan, now=SystemClock().now())
    outcome = "applied" if changes else "which had not changed"
    return f"The city is {plan.city.name}, from {path.name}, {outcome}."
