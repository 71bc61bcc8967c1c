"""Each case keeps the channel of its first contact, so that a year of them need not be looked up

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OF_THE_FIRST_CONTACT = """
UPDATE "case" SET channel = first.channel
FROM (SELECT DISTINCT ON (case_id) case_id, channel FROM contact WHERE case_id IS NOT NULL ORDER BY case_id, id) first
WHERE first.case_id = "case".id
"""


def upgrade() -> None:
    op.add_column("case", sa.Column("channel", sa.Text(), nullable=True))
    op.execute(OF_THE_FIRST_CONTACT)


def downgrade() -> None:
    op.drop_column("case", "channel")
