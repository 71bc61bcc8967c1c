"""Heartbeats, alarms, and how what was lost is found again

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tell_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "one_alarm_at_a_time", "alarm", ["kind", "subject"], unique=True, postgresql_where=sa.text("cleared_at IS NULL")
    )
    op.create_table(
        "heartbeat",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("part"),
    )
    op.create_table(
        "alarm_notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alarm_id", sa.Integer(), nullable=False),
        sa.Column("all_clear", sa.Boolean(), nullable=False),
        sa.Column("officer", sa.String(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sid", sa.String(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["alarm_id"],
            ["alarm.id"],
        ),
        sa.ForeignKeyConstraint(
            ["officer"],
            ["officer.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "alarm_notice_due", "alarm_notice", ["send_after"], unique=False, postgresql_where=sa.text("state = 'queued'")
    )
    op.create_index(op.f("ix_alarm_notice_alarm_id"), "alarm_notice", ["alarm_id"], unique=False)
    op.create_index(
        "one_notice_per_manager", "alarm_notice", ["alarm_id", "all_clear", "officer", "channel"], unique=True
    )
    op.create_index(
        "contact_replied",
        "contact",
        ["caller", "started_at"],
        unique=False,
        postgresql_where=sa.text("reply IS NOT NULL"),
    )
    op.create_index(
        "contact_without_case", "contact", ["caller"], unique=False, postgresql_where=sa.text("case_id IS NULL")
    )
    op.create_index("contact_by_time", "contact", ["started_at"], unique=False)
    op.add_column(
        "contact",
        sa.Column(
            "offered", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default=sa.text("'[]'::jsonb")
        ),
    )
    op.alter_column("contact", "offered", server_default=None)
    op.add_column("contact", sa.Column("found", sa.Text(), nullable=True))
    op.add_column("notification", sa.Column("unsure_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("notification", sa.Column("refused", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("notification", "refused", server_default=None)
    op.create_index("notification_by_sid", "notification", ["sid"], unique=False)
    op.create_index(
        "notification_hang_up",
        "notification",
        ["hang_up_after"],
        unique=False,
        postgresql_where=sa.text("hang_up_after IS NOT NULL"),
    )
    op.create_index(
        "notification_refused",
        "notification",
        ["officer", "channel", "phone", "id"],
        unique=False,
        postgresql_where=sa.text("refused"),
    )
    op.create_index("notification_by_officer", "notification", ["officer", "channel", "phone", "id"], unique=False)
    op.create_index(
        "contact_recall",
        "contact",
        ["recall_after"],
        unique=False,
        postgresql_where=sa.text("recall_after IS NOT NULL"),
    )
    op.add_column("place", sa.Column("also_in", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.alter_column("place", "also_in", server_default=None)


def downgrade() -> None:
    op.drop_column("place", "also_in")
    op.drop_index("contact_recall", table_name="contact")
    op.drop_index("notification_by_officer", table_name="notification")
    op.drop_index("notification_refused", table_name="notification")
    op.drop_index("notification_hang_up", table_name="notification")
    op.drop_index("notification_by_sid", table_name="notification")
    op.drop_column("notification", "refused")
    op.drop_column("notification", "unsure_since")
    op.drop_column("contact", "found")
    op.drop_column("contact", "offered")
    op.drop_index("contact_by_time", table_name="contact")
    op.drop_index("contact_without_case", table_name="contact", postgresql_where=sa.text("case_id IS NULL"))
    op.drop_index("contact_replied", table_name="contact", postgresql_where=sa.text("reply IS NOT NULL"))
    op.drop_index("one_notice_per_manager", table_name="alarm_notice")
    op.drop_index(op.f("ix_alarm_notice_alarm_id"), table_name="alarm_notice")
    op.drop_index("alarm_notice_due", table_name="alarm_notice", postgresql_where=sa.text("state = 'queued'"))
    op.drop_table("alarm_notice")
    op.drop_table("heartbeat")
    op.drop_index("one_alarm_at_a_time", table_name="alarm", postgresql_where=sa.text("cleared_at IS NULL"))
    op.drop_table("alarm")
