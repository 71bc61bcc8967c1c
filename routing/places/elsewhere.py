"""The provinces of the country and well-known places in them: where a child may be who is not in the city at all."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from routing.places.names import Name, elsewhere_names


@cache
def province_names() -> tuple[Name, ...]:
    return tuple(_read(files("routing.places").joinpath("data/elsewhere.txt").read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[Name]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            province, _, more = line.partition(":")
            names = [province, *filter(None, (name.strip() for name in more.split(",")))]
            yield from elsewhere_names(names, belongs_to=province)
