"""A YAML file as plain data that remembers its lines. No value is interpreted: every scalar stays the text it is.

Interpreting is where YAML surprises people: it reads 24:00 as 1440 and no as false.
"""

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from hotline.cityfile.problems import Location, Problem
from hotline.errors import UsageError

LARGEST_FILE = 512 * 1024
_NULL = "tag:yaml.org,2002:null"


@dataclass
class Source:
    """Data, the line of every key and value in it, and the mistakes that data cannot show."""

    path: Path
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    _lines: dict[Location, int] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    _moved: dict[Location, Location] = field(default_factory=dict)

    def move(self, old: Location, new: Location) -> None:
        """Say that what now is at `new` in the data stands at `old` in the file."""
        self._moved[new] = old

    def as_written(self, at: Location) -> Location:
        """Where in the file a part of the data stands."""
        moved = next((new for new in self._moved if at[: len(new)] == new), None)
        return at if moved is None else self._moved[moved] + at[len(moved) :]

    def line_of(self, at: Location) -> int:
        """The line of a value or, if it is missing, of what should hold it."""
        at = self.as_written(at)
        while at and at not in self._lines:
            at = at[:-1]
        return self._lines.get(at, 1)

    def take(self, node: Node, at: Location = ()) -> Any:
        """The plain data of a node. What stands in the file twice by reference is refused."""
        if id(node) in self._seen:
            self.problems.append(Problem(at, "refers to another part of the file (*…); write it out"))
            return None
        self._seen.add(id(node))
        self._lines.setdefault(at, _line(node))
        if isinstance(node, MappingNode):
            return self._take_mapping(node, at)
        if isinstance(node, SequenceNode):
            return [self.take(item, (*at, index)) for index, item in enumerate(node.value)]
        return None if node.tag == _NULL else node.value

    def _take_mapping(self, node: MappingNode, at: Location) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else "?"
            if name in data:
                self.problems.append(Problem((*at, f"{name}"), f"stands here twice, again in line {_line(key)}"))
            else:
                self._lines[*at, name] = _line(key)
                data[name] = self.take(value, (*at, name))
        return data


def read_source(path: Path) -> Source:
    """Raises UsageError if the file cannot be read as YAML at all."""
    source = Source(path)
    try:
        node = YAML(typ="safe", pure=True).compose(_read_text(path))
        source.data = source.take(node) if node else None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UsageError(f"{path}:{mark.line + 1 if mark else 1}: file: is not YAML: {error.problem}") from None
    except YAMLError as error:
        raise UsageError(f"{path}:1: file: is not YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise UsageError(f"{path}:1: file: is nested too deeply for a city file") from None
    if not isinstance(source.data, dict):
        raise UsageError(f"{path}:1: file: must be a mapping with city, districts, officers, shifts …")
    return source


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if len(content) > LARGEST_FILE:
        raise UsageError(f"{path}:1: file: is larger than {LARGEST_FILE // 1024} kB, too large for a city file")
    try:
        return unicodedata.normalize("NFC", content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: file: is not UTF-8; save it with that encoding") from None


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
