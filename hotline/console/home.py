"""Where somebody's work begins."""

from hotline.staff.rights import Right, Viewer

BOARD = "/console/"
"""Whoever has no board is led home from there too."""


def home_of(viewer: Viewer) -> str:
    if viewer.may(Right.CASES):
        return BOARD
    return "/console/accounts" if viewer.may(Right.SETTINGS) else "/console/figures"
