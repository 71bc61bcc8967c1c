"""`hotline fallback-twiml`: the document that stands in at the provider when this whole service can't be reached."""

from typing import Annotated

import typer
from sqlalchemy.exc import DBAPIError

from hotline import db, texts
from hotline.clock import SystemClock
from hotline.errors import UsageError
from hotline.intake.elsewhere import RING_SECONDS
from hotline.last_known import LastKnown, Roster, read_roster, roster_path
from hotline.settings import Settings, load_settings
from routing.roster import NoCityError
from webhooks import twiml
from webhooks.twiml import VOICES


def fallback_twiml(
    sms: Annotated[bool, typer.Option("--sms", help="The document that answers texts, instead of calls.")] = False,
) -> None:
    """Print the document to put at the telephone provider (a TwiML Bin) as the number's fallback.

    It dials the city desk, then the national line, and needs nothing of this service. Print it again whenever
    one of these numbers changes.
    """
    settings = load_settings()
    roster = _roster(settings)
    typer.echo(answer_text(roster) if sms else answer_call(roster, caller_id=settings.hotline_number))


def answer_call(roster: Roster, *, caller_id: str) -> str:
    """Desk, national line, and the sentence to call it oneself. Who has talked with the desk may hear the next too."""
    numbers = dict.fromkeys(number for number in (roster.desk, roster.national_line) if number)
    return twiml.dial_in_turn(
        VOICES.get(roster.language, VOICES["vi"]),
        texts.TROUBLE(roster.language, line=roster.national_line),
        list(numbers),
        texts.CALL_YOURSELF(roster.language, line=roster.national_line),
        caller_id=caller_id,
        seconds=RING_SECONDS,
    )


def answer_text(roster: Roster) -> str:
    """One neutral segment, or silence where the city has turned replies off."""
    sentence = texts.NOT_RECEIVED(roster.language, line=roster.national_line)
    return twiml.reply((sentence if roster.accents else texts.without_marks(sentence)) if roster.auto_reply else None)


def _roster(settings: Settings) -> Roster:
    """From the database or, while that is away, from the copy on disk. Raises UsageError when neither knows a city."""
    try:
        with db.transaction(db.connect(settings)) as session:
            return read_roster(session, now=SystemClock().now())
    except NoCityError as error:
        raise UsageError(str(error)) from None
    except DBAPIError:
        known = LastKnown(roster_path(settings.hotline_home))
    if not known.is_known:
        raise UsageError("The database can't be reached, and no city was known before: start it, then `hotline apply`.")
    typer.echo("The database can't be reached; these numbers are from the last known roster.", err=True)
    return known.roster
