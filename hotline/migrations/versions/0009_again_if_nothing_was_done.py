"""When a case is rung for again if nothing has been done, and which alerts ring for that

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case", sa.Column("nothing_done_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "case_nothing_done", "case", ["nothing_done_at"], postgresql_where=sa.text("nothing_done_at IS NOT NULL")
    )
    op.add_column("alert", sa.Column("nothing_done", sa.Boolean(), nullable=False, server_default="false"))


def downgrade() -> None:
    op.drop_column("alert", "nothing_done")
    op.drop_index("case_nothing_done", table_name="case")
    op.drop_column("case", "nothing_done_at")
