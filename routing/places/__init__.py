"""What a person wrote, said or keyed -> a district, or a question to ask. See docs/places.md."""

from routing.places.loading import load_territory, territory_of
from routing.places.match import Evidence, Option, PlaceMatch, Reading
from routing.places.names import name_words
from routing.places.territory import Territory

__all__ = [
    "Evidence",
    "Option",
    "PlaceMatch",
    "Reading",
    "Territory",
    "load_territory",
    "name_words",
    "territory_of",
]
