"""Runs migrations on the connection that `hotline migrate` (or a test) hands over."""

from alembic import context
from sqlmodel import SQLModel

import hotline.models  # noqa: F401 - fills SQLModel.metadata
import routing.models  # noqa: F401 - fills SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
