"""Where somebody's work begins."""

from hotline.staff.rights import Right, Viewer

BOARD = "/console/"
"""Leads home whoever has no board."""


def home_of(viewer: Viewer) -> str:
    if viewer.may(Right.CASES):
        return BOARD
    return "/console/accounts" if viewer.may(Right.SETTINGS) else "/console/figures"
