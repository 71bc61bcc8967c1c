"""The territory of a city: from its plan, or from the database."""

from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Any

from sqlalchemy import select, text
from sqlmodel import Session, col

from routing.models import City, District, Place
from routing.places.elsewhere import province_names
from routing.places.names import Name, city_names, elsewhere_names
from routing.places.territory import Territory

_DIGEST = text(
    "SELECT md5(concat_ws(E'\\n', (SELECT string_agg(city::text, E'\\n') FROM city),"
    " (SELECT string_agg(district::text, E'\\n' ORDER BY code) FROM district),"
    " (SELECT string_agg(place::text, E'\\n' ORDER BY id) FROM place)))"
)
"""Tells whether anything of it has changed, without sending all of it."""
_indexed: dict[str | None, Territory] = {}
_indexing = Lock()

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
    """The applied city's territory. One short query; names are read and indexed again only after they have changed.

    To index a whole city takes some tenths of a second: a process should ask for it once before anybody calls.
    """
    digest = session.connection().scalar(_DIGEST)
    if territory := _indexed.get(digest):
        return territory
    with _indexing:  # who comes meanwhile waits, instead of doing the same beside it
        return _indexed.get(digest) or _index(session, digest)


def _index(session: Session, digest: str | None) -> Territory:
    territory = _read(session)
    if digest == session.connection().scalar(_DIGEST):  # otherwise it has changed in between
        _indexed.clear()
        _indexed[digest] = territory
    return territory


def _read(session: Session) -> Territory:
    read = session.connection().execute
    city = read(select(col(City.name), col(City.outside))).first()
    districts = read(select(*_DISTRICT).order_by(col(District.position))).all()
    places = read(select(*_PLACE).order_by(col(Place.id))).all()
    return territory_of(
        City(name=city.name if city else "", case_prefix="", outside=city.outside if city else []),
        [District(**row._mapping) for row in districts],
        [Place(**row._mapping) for row in places],
    )


def _outside(city: City) -> Iterator[Name]:
    for entry in city.outside:
        if isinstance(entry, str):
            yield from elsewhere_names([entry], belongs_to=None, served_by_desk=True)
        else:
            yield from elsewhere_names(entry["places"], belongs_to=entry["area"], served_by_desk=True)
