"""Texts, in both directions."""
