"""What can be known to be wrong before anything is started."""

from sqlalchemy.exc import SQLAlchemyError

from hotline.cityfile import read_city
from hotline.db import connect
from hotline.errors import UsageError
from hotline.settings import Settings


def check_settings(settings: Settings) -> None:
    """Raises UsageError for a DATABASE_URL where no PostgreSQL answers, or a CITY_FILE that can't be applied."""
    if settings.database_url:
        _check_database(settings)
    if settings.city_file:
        read_city(settings.city_file)


def _check_database(settings: Settings) -> None:
    engine = connect(settings)
    try:
        engine.connect().close()
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise UsageError(f"DATABASE_URL: no PostgreSQL database can be opened there ({reason}).") from None
    finally:
        engine.dispose()
