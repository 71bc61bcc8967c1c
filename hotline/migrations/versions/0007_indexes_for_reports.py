"""Indexes for reports: a year without its tables, and of which alerts few are

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
        "case_counted",
        "case",
        ["opened_at"],
        postgresql_include=["id", "state", "district", "channel", "acknowledged_at", "first_action_at", "disposition"],
        postgresql_where=sa.text("drill IS false"),
    )
    op.create_index(
        "contact_counted",
        "contact",
        ["started_at"],
        postgresql_include=[
            *("channel", "case_id", "district", "state", "outcome", "found"),
            *("waiting_since", "answered_at", "answered_by", "ended_at"),
        ],
        postgresql_where=sa.text("drill IS false"),
    )
    op.create_index(
        "case_event_anew",
        "case_event",
        ["subject", "before"],
        postgresql_where=sa.text("what = 'alert.step' AND after = '0.0'"),
    )


def downgrade() -> None:
    op.drop_index("case_event_anew", table_name="case_event")
    op.drop_index("contact_counted", table_name="contact")
    op.drop_index("case_counted", table_name="case")
    op.drop_index("case_drill", table_name="case")
