"""Sentences of the response times."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
