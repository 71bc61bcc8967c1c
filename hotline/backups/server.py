"""The database server for a command that may run while the service does not."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from hotline.db import own_postgres
from hotline.errors import HotlineError
from hotline.runner.claims import alone
from hotline.settings import Settings


@contextmanager
def database_up(settings: Settings) -> Iterator[None]:
    """Start the embedded server if it is needed and down, and stop it again unless the service has come meanwhile."""
    server = own_postgres(settings)
    if settings.database_url or server.is_alive():
        yield
        return
    server.start()
    try:
        yield
    finally:
        with suppress(HotlineError), alone(settings.hotline_home):
            server.stop()


@contextmanager
def database_alone(settings: Settings) -> Iterator[None]:
    """The same, with the whole installation for ourselves. Raises HotlineError while `hotline run` lives."""
    server = own_postgres(settings)
    with alone(settings.hotline_home):
        if settings.database_url:
            yield
            return
        server.start()
        try:
            yield
        finally:
            server.stop()
