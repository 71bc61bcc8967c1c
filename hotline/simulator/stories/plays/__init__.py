"""The ready-made stories, one file each: what people do, and what should have come of it."""

from hotline.simulator.stories.plays import (
    abandoned,
    answered,
    managers,
    no_place,
    plain_text,
    silent,
    trouble,
    two_at_once,
    voicemail,
)
from hotline.simulator.stories.story import Story

ALL: dict[str, Story] = {
    "answered": Story(answered.play, answered.checks),
    "managers": Story(managers.play, managers.checks, managers.seconds),
    "voicemail": Story(voicemail.play, voicemail.checks, voicemail.seconds),
    "two-at-once": Story(two_at_once.play, two_at_once.checks, two_at_once.seconds),
    "hangs-up": Story(abandoned.play, abandoned.checks),
    "plain-text": Story(plain_text.play, plain_text.checks),
    "no-place": Story(no_place.play, no_place.checks),
    "silent": Story(silent.play, silent.checks),
    "trouble": Story(trouble.play, trouble.checks),
}
