"""An account has no language: each device chooses its own

Revision: 0008
After: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("account", "language")


def downgrade() -> None:
    op.add_column("account", sa.Column("language", sa.String(), nullable=False, server_default="vi"))
    op.alter_column("account", "language", server_default=None)
