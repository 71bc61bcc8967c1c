"""The `hotline` command. Only the module of the command that is called gets imported, which keeps it quick."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

import typer

from hotline.errors import HotlineError
from hotline.settings import debugging

COMMANDS = {
    "run": ("hotline.cli.run:run", "Start everything on this machine and keep it running."),
    "apply": ("hotline.cli.apply:apply", "Make the database match a city file."),
    "show": ("hotline.cli.show:show", "Print what happened, one row a line."),
    "officer": ("hotline.cli.officer:app", "Who can sign in at the console; give somebody a password."),
    "doctor": ("hotline.cli.doctor:doctor", "Check every setting, part and phone number, and say what to do."),
    "drill": ("hotline.cli.drill:drill", "Prove that the chain works: a synthetic call that rings who is on duty."),
    "backup": ("hotline.cli.backup:backup", "Write an encrypted backup."),
    "restore": ("hotline.cli.restore:restore", "Make the database what it was when a backup was written."),
    "fallback-twiml": (
        "hotline.cli.fallback_twiml:fallback_twiml",
        "Print the document to put at the provider, for when this service can't be reached.",
    ),
    "place": ("hotline.cli.place:place", "Show which district a message names, and why."),
    "simulator": ("hotline.cli.simulator:app", "The telephone network on this machine: call, text, serve."),
    "migrate": ("hotline.cli.migrate:migrate", "Bring the database's tables up to date."),
    "web": ("hotline.cli.processes:web", "Answer webhooks and show the pages."),
    "worker": ("hotline.cli.processes:worker", "Do the work that the queue carries."),
    "watch": ("hotline.cli.processes:watch", "Do due work that no wake-up did."),
}
"""Where each command lives (`module:name`), and what it does."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit: 0 done, 1 failed, 2 bad usage. An error is one sentence unless HOTLINE_DEBUG is set."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        build(arguments)(arguments, prog_name="hotline")
    except Exception as error:
        if debugging():
            raise
        typer.echo(f"hotline: {_explain(error)}", err=True)
        sys.exit(error.exit_code if isinstance(error, HotlineError) else 1)


def build(arguments: Sequence[str]) -> typer.Typer:
    """The whole command, with the one that `arguments` name in working order and the others in name only."""
    called = next((word for word in arguments if not word.startswith("-")), None)
    app = typer.Typer(
        help="The emergency line for children of a Vietnamese city.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for name, (place, summary) in COMMANDS.items():
        command = _load(place) if name == called else _in_name_only
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name, help=summary)
        else:
            app.command(name, help=None if name == called else summary)(command)
    return app


def _load(place: str) -> Callable[..., object] | typer.Typer:
    module, name = place.split(":")
    loaded: Callable[..., object] | typer.Typer = getattr(import_module(module), name)
    return loaded


def _in_name_only() -> None:
    raise NotImplementedError


def _explain(error: Exception) -> str:
    """Only the first line of a stranger's error: what follows may quote a row."""
    if isinstance(error, HotlineError):
        return str(error)
    first_line = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first_line} (HOTLINE_DEBUG=1 shows where)"
