"""Bring the rows of one table to what a plan says, touching only what differs."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, SQLModel, select, text

from hotline.cityfile.changes import Change

Row = TypeVar("Row", bound=SQLModel)


def save(
    session: Session, kind: str, rows: Sequence[SQLModel], *, key: str, shown: str | None = None
) -> Iterator[Change]:
    """Add or change the rows, found by their own key. The plan's objects are copied, never attached."""
    for row in rows:
        name = getattr(row, shown or key)
        existing = session.get(type(row), getattr(row, key))
        if existing is None:
            session.add(_copy(row))
            yield Change(kind, "added", name)
        elif _content(existing) != _content(row):
            existing.sqlmodel_update(_content(row))
            yield Change(kind, "changed", name)


def replace(
    session: Session,
    kind: str,
    table: type[Row],
    rows: Sequence[Row],
    *,
    where: ColumnElement[bool] = true(),  # noqa: B008  # a constant
    key: str = "id",
) -> Iterator[Change]:
    """For tables whose rows nothing refers to: all or none, so that their ids keep the order of the file.

    Rows of the table that are not `where` are somebody else's, and stay.
    """
    existing = session.exec(select(table).where(where).order_by(text(key))).all()
    if [_without_id(row) for row in existing] == [_without_id(row) for row in rows]:
        return
    for row in existing:
        session.delete(row)
    session.flush()
    session.add_all(_copy(row) for row in rows)
    yield Change(kind, "replaced", f"{len(existing)} by {len(rows)}")


def _copy(row: SQLModel) -> SQLModel:
    return type(row)(**_content(row))


def _content(row: SQLModel) -> dict[str, Any]:
    return row.model_dump(warnings=False)  # of words that the database gives back as plain text


def _without_id(row: SQLModel) -> dict[str, Any]:
    return {name: value for name, value in _content(row).items() if name != "id"}
