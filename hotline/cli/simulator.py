"""`hotline simulator`: the telephone network of this machine, and stories on it."""

from enum import StrEnum
from typing import Annotated

import typer

from hotline.errors import UsageError
from hotline.settings import Settings, load_settings
from hotline.simulator.sentences import TERMINAL
from hotline.simulator.server import run_simulator
from hotline.simulator.stories.plays import ALL
from hotline.simulator.terminal.casebook import Casebook
from hotline.simulator.terminal.cast import Caller, Cast, Manner
from hotline.simulator.terminal.client import ControlClient
from hotline.simulator.terminal.ready_made import watch_story
from hotline.simulator.terminal.stage import Stage

app = typer.Typer(no_args_is_help=True, help="A telephone network on this machine, and stories on it.")


class Language(StrEnum):
    VI = "vi"
    EN = "en"


From = Annotated[str, typer.Option("--from", help="Whose telephone it is.")]
Officers = Annotated[
    list[str] | None,
    typer.Option("--officer", help="How an officer takes a call: nk1=accept, decline, voicemail or ignore."),
]
Lang = Annotated[Language, typer.Option("--lang", help="Language of the story.")]
Limit = Annotated[float, typer.Option(help="Seconds after which the story is left.", min=1)]


@app.command()
def serve(speed: Annotated[float, typer.Option(help="How fast people and machines speak.", min=0.1)] = 1.0) -> None:
    """Run the network until interrupted."""
    run_simulator(_simulated_settings(), speed)


@app.command()
def call(
    *,
    phone: From = "+84900000001",
    say: Annotated[str, typer.Option(help="What the caller says when asked.")] = "",
    press: Annotated[str, typer.Option(help="Keys that the caller presses when asked.")] = "",
    silent: Annotated[bool, typer.Option("--silent", help="The caller says and presses nothing.")] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Withhold the caller's number.")] = False,
    officer: Officers = None,
    lang: Lang = Language.VI,
    limit: Limit = 180,
) -> None:
    """Call the hotline as a child would, and watch who rings and who hears what."""
    if sum(map(bool, (say, press, silent))) > 1:
        raise UsageError("give one of --say, --press and --silent")
    words = "" if press or silent else say or "ninh kiều"
    story = _Story(lang, officer or [], Caller(phone, words, press))
    _, first_event = story.client.place_call(phone, "anonymous" if anonymous else None)
    story.play(first_event, limit)


@app.command()
def text(
    *,
    message: Annotated[str, typer.Argument(help="The message, such as: cuu con, o ninh kieu")],
    phone: From = "+84900000001",
    officer: Officers = None,
    lang: Lang = Language.VI,
    limit: Limit = 90,
) -> None:
    """Text the hotline, and watch what comes of it."""
    story = _Story(lang, officer or [], Caller(phone))
    story.play(story.client.send_text(phone, message), limit)


@app.command()
def story(
    name: Annotated[str, typer.Argument(help=f"One of {', '.join(ALL)}.")],
    *,
    speed: Annotated[float, typer.Option(help="2: people take half the time.", min=0.25, max=10)] = 1.0,
    lang: Lang = Language.VI,
) -> None:
    """Play a ready-made story, and check what came of it; the exit code is 1 if anything was wrong."""
    settings = _simulated_settings()
    client = ControlClient(f"http://127.0.0.1:{settings.simulator_port}")
    if not watch_story(client, name, speed, lang, typer.echo):
        raise typer.Exit(1)


class _Story:
    def __init__(self, lang: Language, officers: list[str], caller: Caller) -> None:
        settings = _simulated_settings()
        lines = TERMINAL[lang]
        self.client = ControlClient(f"http://127.0.0.1:{settings.simulator_port}")
        casebook = Casebook(settings)
        if not casebook.readable:
            typer.echo(lines["no_database"])
        self._stage = Stage(self.client, casebook, lang, typer.echo)
        manners = {_phone(casebook, who): manner for who, manner in map(_manner, officers)}
        self._cast = Cast(self.client, self._stage.later, lines, caller, manners, nobody_else=bool(manners))
        self._names = {phone: who for who, phone in casebook.officers.items()}
        self._names |= {settings.hotline_number: lines["hotline"], caller.phone: lines["caller"]}

    def play(self, first_event: int, limit: float) -> None:
        self._stage.play(self._cast, first_event, self._names, limit)


def _simulated_settings() -> Settings:
    settings = load_settings()
    if not settings.simulated and settings.twilio_api_url != f"http://127.0.0.1:{settings.simulator_port}":
        raise UsageError(
            "TWILIO_* settings point to a real telephone network; unset them to use the simulator of this machine"
        )
    return settings


def _manner(text: str) -> tuple[str, Manner]:
    who, _, manner = text.partition("=")
    if manner not in set(Manner):
        raise UsageError(f"--officer {text!r} must read ID=accept, ID=decline, ID=voicemail or ID=ignore")
    return who, Manner(manner)


def _phone(casebook: Casebook, who: str) -> str:
    """A telephone number stands for itself, so that stories work without a database."""
    if who.startswith("+"):
        return who
    if who not in casebook.officers:
        known = ", ".join(sorted(casebook.officers)) or "none"
        raise UsageError(f"--officer {who!r} is not an officer of the city; known are: {known}")
    return casebook.officers[who]
