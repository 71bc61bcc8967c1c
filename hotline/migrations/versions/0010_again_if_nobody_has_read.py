"""When a case is rung for if nobody has read what its caller wrote

Revision: 0010
After: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("unread_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("case_unread", "case", ["unread_at"], postgresql_where=sa.text("unread_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_index("case_unread", table_name="case")
    op.drop_column("case", "unread_at")
