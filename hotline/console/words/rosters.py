"""Sentences of the rosters."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
