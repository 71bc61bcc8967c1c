"""How many connections to the database each process may open, and with that the installation as a whole."""

from hotline.settings import Settings

POOL = 20
"""Connections that a process keeps for its work; in a rush it opens as many again."""
PAGES_POOL = 6
"""The same for what pages and API read in a web process: however many look at them, webhooks find a connection."""
SPARE = 68
"""For another worker, questions whether the database is there, commands and backups."""


def most_connections(settings: Settings) -> int:
    """What web, one worker and one watch process open in a rush. A server that refuses some counts as away."""
    web, worker, watch = settings.web_concurrency * (POOL + PAGES_POOL), POOL, POOL
    return 2 * (web + worker + watch)


def room_for_connections(settings: Settings) -> int:
    """How many a server of this installation's own takes."""
    return most_connections(settings) + SPARE
