"""The territory of a city: from its plan, or from the database."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from json import dumps, loads
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session, col

from routing.models import City, District, Place
from routing.places.elsewhere import province_names
from routing.places.names import Name, city_names, elsewhere_names
from routing.places.territory import Territory

_DISTRICT: tuple[Any, ...] = (District.code, District.name, District.digit, District.aliases)
_PLACE: tuple[Any, ...] = (
    Place.district,
    Place.name,
    Place.kind,
    Place.aliases,
    Place.also_in,
    Place.valid_from,
    Place.valid_to,
)


def territory_of(city: City, districts: Iterable[District], places: Iterable[Place]) -> Territory:
    """The territory with everything that lies elsewhere: what the city file names, and the provinces."""
    outside = list(_outside(city))
    own = {city.name, *(name.area.belongs_to for name in outside)}  # a province that the city has taken in is none
    provinces = (name for name in province_names() if name.area.belongs_to not in own)
    return Territory(districts, places, [*outside, *provinces, *city_names(city.name)])


def load_territory(session: Session) -> Territory:
    """The applied city's territory. Three short queries; names are indexed again only after they have changed."""
    read = session.connection().execute
    city = read(select(col(City.name), col(City.outside))).first()
    districts = read(select(*_DISTRICT).order_by(col(District.position))).all()
    places = read(select(*_PLACE).order_by(col(Place.id))).all()
    name, outside = city if city else ("", [])
    return _build(name, dumps(outside), _frozen(districts), _frozen(places))


def _frozen(rows: Sequence[Row[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows)


@lru_cache(maxsize=4)
def _build(
    name: str, outside: str, districts: tuple[tuple[Any, ...], ...], places: tuple[tuple[Any, ...], ...]
) -> Territory:
    return territory_of(
        City(name=name, case_prefix="", outside=loads(outside)),
        [District(**_named(_DISTRICT, row)) for row in districts],
        [Place(**_named(_PLACE, row)) for row in places],
    )


def _named(columns: tuple[Any, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return {column.key: value for column, value in zip(columns, row, strict=True)}


def _outside(city: City) -> Iterator[Name]:
    for entry in city.outside:
        if isinstance(entry, str):
            yield from elsewhere_names([entry], belongs_to=None, served_by_desk=True)
        else:
            yield from elsewhere_names(entry["places"], belongs_to=entry["area"], served_by_desk=True)
