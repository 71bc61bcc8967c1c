"""`hotline officer …`: who may sign in at the console, and a password for one of them."""

import json
import sys
from difflib import get_close_matches
from getpass import getuser
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session, select

from hotline.cli.officer_rows import print_table, row_of
from hotline.clock import SystemClock
from hotline.db import connect, transaction
from hotline.errors import UsageError
from hotline.settings import Settings, load_settings
from hotline.staff import accounts, codes, passwords
from hotline.staff.keyring import Keyring
from hotline.staff.passwords import Weakness
from hotline.staff.people import everybody
from routing.models import Officer
from routing.phones import mask
from routing.roster import city

PROBLEMS = {
    Weakness.SHORT: f"has fewer than {passwords.SHORTEST} signs",
    Weakness.LONG: f"has more than {passwords.LONGEST} signs",
    Weakness.NUMBER: "holds the officer's telephone number",
    Weakness.SILLY: "is among the first that a stranger would try",
}

app = typer.Typer(no_args_is_help=True)


@app.command()
def password(
    officer: Annotated[
        str, typer.Argument(metavar="ID", help="As in the city file; `hotline officer list` shows all.")
    ],
    generate: Annotated[bool, typer.Option("--generate", help="Make one up and print it.")] = False,
    temporary: Annotated[
        bool, typer.Option("--temporary", help="They have to choose one of their own when they first sign in.")
    ] = False,
) -> None:
    """Give an officer a password, and sign them out everywhere. It is asked for twice, or read from the input."""
    settings, now = load_settings(), SystemClock().now()
    engine = connect(settings)
    with transaction(engine) as session:
        chosen = _officer(session, officer)
    new = passwords.invented() if generate else _typed(chosen)
    password_hash = passwords.hashed(new)
    with transaction(engine) as session:
        give = accounts.set_temporary_password if temporary else accounts.set_password
        give(session, chosen.id, password_hash, who=f"terminal:{getuser()}", now=now)
    if generate:
        typer.echo(new)
    typer.echo(_what_now(settings, chosen), err=True)


@app.command()
def code(officer: Annotated[str, typer.Argument(metavar="ID", help="As in the city file.")]) -> None:
    """Print a code for somebody who waits on the sign-in page, when neither network nor app brings them one.

    Read it only to somebody whose voice you know: it opens the account of whoever has given the password.
    """
    settings, clock = load_settings(), SystemClock()
    with transaction(connect(settings)) as session:
        found, where, now = _officer(session, officer), ZoneInfo(city(session).timezone), clock.now()
        try:
            begun, new = codes.make_by_hand(
                session, Keyring(settings.secret_key), found.id, by=f"terminal:{getuser()}", now=now
            )
        except LookupError as error:
            raise UsageError(
                f"{found.id} has not begun to sign in: first they give number and password at "
                f"{settings.public_url}/console/, then you run this again."
            ) from error
        since, until = (moment.astimezone(where) for moment in (begun.created_at, now + codes.LASTS))
        device = begun.device or "an unknown device"
    typer.echo(new)
    typer.echo(f"For the sign-in begun at {since:%H:%M} on {device}; good until {until:%H:%M}, once.", err=True)


@app.command("list")
def show_all(as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show who can sign in, and how. Telephone numbers are masked."""
    with transaction(connect(load_settings())) as session:
        rows = [row_of(person) for person in everybody(session, now=SystemClock().now())]
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
    else:
        print_table(rows)


def _officer(session: Session, word: str) -> Officer:
    """Raises UsageError for somebody whom no password would let in."""
    found = session.get(Officer, word)
    if found is None:
        raise UsageError(f"There is no officer {word!r}{_near(session, word)}: `hotline officer list` shows all.")
    if not found.active:
        raise UsageError(f"{word} is not in the city file any more, and can't sign in: add them there first.")
    return found


def _near(session: Session, word: str) -> str:
    """Who may be meant, by id or name."""
    ids = {known.lower(): officer for officer, name in _known(session) for known in (officer, name)}
    near = dict.fromkeys(ids[match] for match in get_close_matches(word.lower(), ids, n=3))
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def _known(session: Session) -> list[tuple[str, str]]:
    return list(session.exec(select(Officer.id, Officer.name).order_by(Officer.id)).all())


def _typed(officer: Officer) -> str:
    """Raises UsageError for a password that is not good enough."""
    typed = _ask(officer) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    if not typed:
        raise UsageError("No password was given: write it into the input as one line, or use --generate.")
    if weakness := passwords.weakness_of(typed, officer.phone):
        raise UsageError(f"This password {PROBLEMS[weakness]}: nothing was changed.")
    return typed


def _ask(officer: Officer) -> str:
    question = f"Mật khẩu mới của {officer.name} · New password of {officer.id}"
    typed: str = typer.prompt(question, hide_input=True, confirmation_prompt="Nhập lại · Again", err=True)
    return typed


def _what_now(settings: Settings, officer: Officer) -> str:
    """Whole numbers are for the simulator only, where they are nobody's."""
    number = officer.phone if settings.simulated else mask(officer.phone)
    return (
        f"{officer.name} đăng nhập bằng số {number} tại {settings.public_url}/console/ · "
        f"{officer.id} signs in there with that number."
    )
