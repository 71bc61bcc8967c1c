"""The city file: one YAML file that describes a city, and the database made to match it."""

from hotline.cityfile.apply import apply_city
from hotline.cityfile.changes import Change, Changes
from hotline.cityfile.plan import CityPlan
from hotline.cityfile.read import read_city

__all__ = ["Change", "Changes", "CityPlan", "apply_city", "read_city"]
