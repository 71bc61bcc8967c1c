"""What a person wrote, said or keyed -> a district, or a question to ask."""

from routing.places.decide import Evidence, PlaceMatch
from routing.places.names import name_words
from routing.places.territory import Territory, load_territory

__all__ = ["Evidence", "PlaceMatch", "Territory", "load_territory", "name_words"]
