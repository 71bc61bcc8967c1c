"""`hotline web`, `worker` and `watch`: the lines of the Procfile, each one process that runs until it is stopped."""

import logging
import resource

import uvicorn

from hotline import watching
from hotline import worker as queue_worker
from hotline.settings import load_settings

CHATTY = ("rq", "httpx", "httpcore", "twilio", "alembic")
"""Libraries that log whole requests or job arguments."""
SECONDS_TO_FINISH = 5
MOST_FILES = 65_536


def web() -> None:
    """Answer webhooks and show the pages. WEB_CONCURRENCY sets how many processes do."""
    settings = load_settings()
    write_log()
    take_room_for_connections()
    uvicorn.run(
        "hotline.app:create_app",
        factory=True,
        host=settings.bind_host,
        port=settings.port,
        workers=settings.web_concurrency,
        log_config=None,
        access_log=False,  # queries and paths are nobody's business
        proxy_headers=False,  # PUBLIC_URL alone says how the world sees us
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )


def worker() -> None:
    """Do the work that the queue carries."""
    settings = load_settings()
    write_log()
    queue_worker.run(settings)


def watch() -> None:
    """Do due work that no wake-up did."""
    settings = load_settings()
    write_log()
    watching.run(settings)


def take_room_for_connections() -> None:
    """A connection is an open file, of which one usually has 1024: who has as many open shuts calls out."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def write_log() -> None:
    """One line an event, on standard error; time and process are added by whoever collects it."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
