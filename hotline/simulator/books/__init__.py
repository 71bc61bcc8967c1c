"""What the simulator reads in the product's database: the city and its cases. Nothing is ever written there."""

from hotline.simulator.books.casebook import Docket, read_docket
from hotline.simulator.books.city import Area, CityBook, Person, Rung, read_city

__all__ = ["Area", "CityBook", "Docket", "Person", "Rung", "read_city", "read_docket"]
