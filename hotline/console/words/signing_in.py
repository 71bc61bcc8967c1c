"""Sentences of signing in."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
