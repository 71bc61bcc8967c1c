"""Sentences of a case's page."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
