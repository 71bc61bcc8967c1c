"""Who may import whom. The contracts themselves are in pyproject.toml, where `lint-imports` reads them too."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = sorted(path for package in ("hotline", "routing", "webhooks") for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importers(name: str) -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in FILES
        if any(found == name or found.startswith(f"{name}.") for found in imports(path))
    ]


def reads_environment(path: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}
        for node in ast.walk(ast.parse(path.read_text()))
    )


def test_the_import_contracts_hold() -> None:
    """In a process of its own: the linter silences the loggers of the one it runs in."""
    linter = Path(sys.executable).with_name("lint-imports")
    assert subprocess.run([linter, "--no-logo"], cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_imports_stand_at_the_top_of_their_file() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in FILES
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_only_telephony_talks_to_the_telephone_network() -> None:
    assert importers("twilio.rest") == ["hotline/telephony/connection.py"]


def test_nobody_imports_the_composition_root() -> None:
    assert importers("hotline.app") == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [str(path.relative_to(ROOT)) for path in FILES if reads_environment(path)]
    assert readers == ["hotline/settings.py"]
