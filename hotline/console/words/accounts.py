"""Sentences of accounts, devices and keys."""

from hotline.texts import Text

WORDS: dict[str, Text] = {}
