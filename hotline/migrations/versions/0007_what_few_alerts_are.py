"""What reports ask of all alerts but few are: of a drill, or begun anew

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("case_drill", "case", ["id"], postgresql_where=sa.text("drill"))
    op.create_index(
        "case_event_anew",
        "case_event",
        ["subject", "before"],
        postgresql_where=sa.text("what = 'alert.step' AND after = '0.0'"),
    )


def downgrade() -> None:
    op.drop_index("case_event_anew", table_name="case_event")
    op.drop_index("case_drill", table_name="case")
