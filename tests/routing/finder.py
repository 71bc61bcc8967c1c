"""The place finder of the demo city, and its labelled messages, for the tests of this folder."""

from functools import cache
from pathlib import Path

from hotline.cityfile import CityPlan, read_city
from routing.places import Territory, territory_of

HERE = Path(__file__).parent
CITY = HERE.parents[1] / "hotline" / "cities" / "can-tho.yaml"


@cache
def plan() -> CityPlan:
    return read_city(CITY)


@cache
def can_tho() -> Territory:
    return territory_of(plan().city, plan().districts, plan().places)
