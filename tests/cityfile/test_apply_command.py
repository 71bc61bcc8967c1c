"""`hotline apply FILE`, as a person types it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session, select

from hotline.cli import main
from routing.models import District

Run = Callable[[Path], int]


@pytest.fixture
def run(home: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on the test database and return its exit code."""
    monkeypatch.setenv("HOTLINE_HOME", str(home))

    def run(file: Path) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["apply", str(file)])
        return int(ended.value.code or 0)

    return run


def test_it_tells_what_changed_and_the_second_time_that_nothing_did(
    run: Run, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file = write()
    assert run(file) == 0
    assert "districts added: ninh-kieu, o-mon" in capsys.readouterr().out
    assert run(file) == 0
    assert "nothing changed" in capsys.readouterr().out


def test_warnings_do_not_stop_it(run: Run, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(write(("district: o-mon, tier: 1", "district: o-mon, tier: 2"))) == 0
    assert "warning: " in capsys.readouterr().err


def test_a_bad_file_changes_nothing(
    run: Run, write: Callable[..., Path], session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(("digit: 4", "digit: 1"))
    assert run(file) == 2
    assert f"{file}:4: districts.digit: 1 is the key of two districts" in capsys.readouterr().err
    assert session.exec(select(District)).all() == []


def test_a_missing_file_is_named(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.yaml") == 2
    assert "none.yaml: cannot be read" in capsys.readouterr().err
