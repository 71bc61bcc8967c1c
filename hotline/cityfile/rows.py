"""Bring the rows of one table to what a plan says, touching only what differs."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, select, text

from hotline.cityfile.changes import Change

Row = TypeVar("Row", bound=SQLModel)


def save(session: Session, kind: str, rows: Sequence[SQLModel], *, key: str) -> Iterator[Change]:
    """Add or change the rows, found by their own key. The plan's objects are copied, never attached."""
    for row in rows:
        name = getattr(row, key)
        existing = session.get(type(row), name)
        if existing is None:
            session.add(_copy(row))
            yield Change(kind, "added", str(name))
        elif existing.model_dump() != row.model_dump():
            existing.sqlmodel_update(row.model_dump())
            yield Change(kind, "changed", str(name))


def replace(session: Session, kind: str, table: type[Row], rows: Sequence[Row]) -> Iterator[Change]:
    """For tables whose rows nothing refers to: all or none, so that their ids keep the order of the file."""
    existing = session.exec(select(table).order_by(text("id"))).all()
    if [_content(row) for row in existing] == [_content(row) for row in rows]:
        return
    for row in existing:
        session.delete(row)
    session.flush()
    session.add_all(_copy(row) for row in rows)
    yield Change(kind, "replaced", f"{len(existing)} by {len(rows)}")


def _copy(row: SQLModel) -> SQLModel:
    return type(row)(**row.model_dump())


def _content(row: SQLModel) -> dict[str, Any]:
    return row.model_dump(exclude={"id"})
