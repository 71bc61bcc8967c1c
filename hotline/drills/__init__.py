"""Drills: a synthetic call or text through the real path, measured leg by leg, that gives way to a real alert."""
