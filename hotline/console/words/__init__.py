"""Every sentence on the console's pages, in Vietnamese and English; one file for each part of it."""

from fastapi import Request

from hotline.console.cookies import LANGUAGE
from hotline.console.words import accounts, board, cases, common, drills, figures, rosters, signing_in
from hotline.texts import Text

LANGUAGES = ("vi", "en")
WORDS: dict[str, Text] = (
    common.WORDS
    | signing_in.WORDS
    | accounts.WORDS
    | board.WORDS
    | cases.WORDS
    | drills.WORDS
    | rosters.WORDS
    | figures.WORDS
)


def say(language: str, key: str, **values: object) -> str:
    """Raises KeyError for a sentence that is not there: a page must not show its key."""
    return WORDS[key](language, **{name: str(value) for name, value in values.items()})


def language_of(request: Request) -> str:
    """What this device has chosen, else Vietnamese."""
    chosen = request.cookies.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]
