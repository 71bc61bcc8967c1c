"""What every command has in common: exit codes, one sentence for an error, help that tells the truth."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hotline.cli import COMMANDS, build, main


def exit_code(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ending:
        main(list(arguments))
    return int(ending.value.code or 0)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    result = CliRunner().invoke(build([name, "--help"]), [name, "--help"])
    assert result.exit_code == 0, result.output
    assert f"Usage: hotline {name}" in result.output or f"{name} [OPTIONS]" in result.output


def test_the_list_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code("--help") == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in COMMANDS)


def test_an_unknown_command_is_bad_usage() -> None:
    assert exit_code("no-such-command") == 2


def test_a_missing_argument_is_bad_usage() -> None:
    assert exit_code("apply") == 2


def test_a_wrong_setting_is_one_sentence_and_bad_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/hotline")
    assert exit_code("migrate") == 2
    assert capsys.readouterr().err.startswith("hotline: DATABASE_URL: must be a PostgreSQL address")


def test_a_database_that_is_away_is_one_line_and_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("HOTLINE_HOME", str(tmp_path))
    assert exit_code("migrate") == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_debugging_shows_where_an_error_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOTLINE_HOME", str(tmp_path))
    monkeypatch.setenv("HOTLINE_DEBUG", "1")
    with pytest.raises(Exception, match="connection"):
        main(["migrate"])


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = f"{sys.executable} -m hotline.cli --help | true"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr
