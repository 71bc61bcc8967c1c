"""Sentences of the board."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
