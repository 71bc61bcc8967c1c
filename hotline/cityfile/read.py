"""From a file to a plan, or to the list of everything that is wrong with it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hotline.cityfile.checks import find_errors, find_warnings
from hotline.cityfile.plan import CityPlan, make_plan
from hotline.cityfile.problems import Problem, field_name, from_validation
from hotline.cityfile.schema import CityFile, known_keys
from hotline.cityfile.source import Source, read_source
from hotline.errors import UsageError
from routing.policy import DEFAULT_POLICY


def read_city(path: Path) -> CityPlan:
    """Read and check a city file.

    Raises UsageError with a line `file:line: field: sentence` for every problem found.
    """
    source = read_source(path)
    _name_the_only_policy(source)
    file = _validate(source)
    _refuse(source, find_errors(file))
    return make_plan(file, tuple(_shown(source, problem) for problem in find_warnings(file)))


def _name_the_only_policy(source: Source) -> None:
    """A city with one policy writes it as a plain list; from here on it is the one named 'default'."""
    steps: Any = source.data.get("escalation")
    if isinstance(steps, list):
        source.data["escalation"] = {DEFAULT_POLICY: steps}
        source.move(("escalation",), ("escalation", DEFAULT_POLICY))


def _validate(source: Source) -> CityFile:
    try:
        file = CityFile.model_validate(source.data)
    except ValidationError as error:
        _refuse(source, (from_validation(each, known_keys) for each in error.errors(include_url=False)))
        raise
    _refuse(source, [])
    return file


def _refuse(source: Source, found: Iterable[Problem]) -> None:
    problems = sorted([*source.problems, *found], key=lambda problem: source.line_of(problem.at))
    if problems:
        raise UsageError("\n".join(dict.fromkeys(_shown(source, problem) for problem in problems)))


def _shown(source: Source, problem: Problem) -> str:
    return (
        f"{source.path}:{source.line_of(problem.at)}: {field_name(source.as_written(problem.at))}: {problem.sentence}"
    )
