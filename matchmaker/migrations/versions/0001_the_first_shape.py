"""the first shape."""

import sqlalchemy as sa
from alembic import op

import matchmaker.models.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("pause_minutes", sa.Integer(), nullable=False),
        sa.Column("default_min_meetings", sa.Integer(), nullable=False),
        sa.Column("default_max_meetings", sa.Integer(), nullable=True),
        sa.Column("max_consecutive", sa.Integer(), nullable=True),
        sa.Column("request_limit", sa.Integer(), nullable=False),
        sa.Column("colleagues_may_meet", sa.Boolean(), nullable=False),
        sa.Column("met_before_may_meet", sa.Boolean(), nullable=False),
        sa.Column("answers_open", sa.Boolean(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("scored_version", sa.Integer(), nullable=True),
        sa.Column("published_plan_id", sa.Integer(), nullable=True),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("public_id", name=op.f("uq_event_public_id")),
    )
    op.create_table(
        "organizer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizer")),
        sa.UniqueConstraint("email_key", name=op.f("uq_organizer_email_key")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_key"), ["key"], unique=False)

    op.create_table(
        "attendee_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("min_meetings", sa.Integer(), nullable=True),
        sa.Column("max_meetings", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_attendee_group_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee_group")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_attendee_group_event_id_key")),
    )
    with op.batch_alter_table("attendee_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendee_group_event_id"), ["event_id"], unique=False)

    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=220), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_audit_entry_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_event_id"), ["event_id"], unique=False)

    op.create_table(
        "block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum("everybody", "rules", name="audience", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_block_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
    )
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_block_event_id"), ["event_id"], unique=False)

    op.create_table(
        "event_organizer",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_organizer_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizer.id"], name=op.f("fk_event_organizer_organizer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "organizer_id", name=op.f("pk_event_organizer")),
    )
    op.create_table(
        "interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_interest_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interest")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_interest_event_id_key")),
    )
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interest_event_id"), ["event_id"], unique=False)

    op.create_table(
        "meeting_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_meeting_table_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_table")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_meeting_table_event_id_name")),
    )
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_table_event_id"), ["event_id"], unique=False)

    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=True),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "uploaded",
                "committed",
                "undone",
                name="importstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("committed_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_roster_import_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_import")),
        sa.UniqueConstraint("public_id", name=op.f("uq_roster_import_public_id")),
    )
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_import_event_id"), ["event_id"], unique=False)

    op.create_table(
        "solve_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued",
                "running",
                "done",
                "infeasible",
                "cancelled",
                "failed",
                name="runstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "command",
            sa.Enum("stop", "cancel", name="runcommand", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("time_limit", sa.Double(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("snapshot_sha256", sa.String(length=64), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("heartbeat_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.Column("stage", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("bound", sa.Double(), nullable=True),
        sa.Column("meetings", sa.Integer(), nullable=True),
        sa.Column("trace", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("started_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.Column("finished_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_solve_run_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solve_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_solve_run_public_id")),
    )
    with op.batch_alter_table("solve_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solve_run_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            "uq_solve_run_one_active",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )

    op.create_table(
        "attendee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("job_title", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "invited",
                "active",
                "withdrawn",
                name="attendeestatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("min_meetings", sa.Integer(), nullable=True),
        sa.Column("max_meetings", sa.Integer(), nullable=True),
        sa.Column("answered_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_attendee_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["attendee_group.id"], name=op.f("fk_attendee_group_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_attendee_table_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
        sa.UniqueConstraint("event_id", "email_key", name=op.f("uq_attendee_event_id_email_key")),
        sa.UniqueConstraint("event_id", "reference", name=op.f("uq_attendee_event_id_reference")),
        sa.UniqueConstraint("public_id", name=op.f("uq_attendee_public_id")),
    )
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendee_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendee_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attendee_table_id"), ["table_id"], unique=False)

    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("ends_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_closure_table_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_closure_table_id"), ["table_id"], unique=False)

    op.create_table(
        "meeting_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("group_a_id", sa.Integer(), nullable=False),
        sa.Column("group_b_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_meeting_rule_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["group_a_id"], ["attendee_group.id"], name=op.f("fk_meeting_rule_group_a_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_b_id"], ["attendee_group.id"], name=op.f("fk_meeting_rule_group_b_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_rule")),
        sa.UniqueConstraint("group_a_id", "group_b_id", name=op.f("uq_meeting_rule_group_a_id_group_b_id")),
    )
    with op.batch_alter_table("meeting_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_rule_event_id"), ["event_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "published",
                "superseded",
                name="planstatus",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("optimal", sa.Boolean(), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("published_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_plan_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["solve_run.id"], name=op.f("fk_plan_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_plan_event_id_number")),
        sa.UniqueConstraint("run_id", name=op.f("uq_plan_run_id")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_event_id"), ["event_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("ends_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["block_id"], ["block.id"], name=op.f("fk_slot_block_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_slot_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint("event_id", "starts_at", name=op.f("uq_slot_event_id_starts_at")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_block_id"), ["block_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_event_id"), ["event_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("ends_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_absence_attendee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_attendee_id"), ["attendee_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("ends_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("updated_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["attendee.id"], name=op.f("fk_appointment_a_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_id"], ["attendee.id"], name=op.f("fk_appointment_b_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_appointment_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint(
            "event_id", "a_id", "b_id", "ordinal", name=op.f("uq_appointment_event_id_a_id_b_id_ordinal")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_appointment_uid")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_a_id"), ["a_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_event_id"), ["event_id"], unique=False)

    op.create_table(
        "attendee_interest",
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("interest_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_attendee_interest_attendee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["interest_id"], ["interest.id"], name=op.f("fk_attendee_interest_interest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attendee_id", "interest_id", name=op.f("pk_attendee_interest")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum("seek", "offer", name="direction", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "business",
                "investment",
                "job",
                "mentoring",
                "knowledge",
                "collaboration",
                "introductions",
                "other",
                name="goalkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("topic_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_goal_attendee_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint(
            "attendee_id", "direction", "kind", "topic_key", name=op.f("uq_goal_attendee_id_direction_kind_topic_key")
        ),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_attendee_id"), ["attendee_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("ends_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.String(length=60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.CheckConstraint("a_id <> b_id", name=op.f("ck_meeting_two_people")),
        sa.ForeignKeyConstraint(["a_id"], ["attendee.id"], name=op.f("fk_meeting_a_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_id"], ["attendee.id"], name=op.f("fk_meeting_b_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_meeting_plan_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_meeting_table_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint(
            "plan_id", "table_id", "starts_at", "place", name=op.f("uq_meeting_plan_id_table_id_starts_at_place")
        ),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_a_id"), ["a_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("attendee_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "queued", "sent", "failed", name="mailstatus", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("sent_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_outbox_message_attendee_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_outbox_message_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outbox_message_attendee_id"), ["attendee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outbox_message_event_id"), ["event_id"], unique=False)

    op.create_table(
        "pair_score",
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["a_id"], ["attendee.id"], name=op.f("fk_pair_score_a_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_id"], ["attendee.id"], name=op.f("fk_pair_score_b_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_pair_score_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_pair_score")),
    )
    with op.batch_alter_table("pair_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_score_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_score_event_id"), ["event_id"], unique=False)

    op.create_table(
        "pair_standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("a_id", sa.Integer(), nullable=False),
        sa.Column("b_id", sa.Integer(), nullable=False),
        sa.Column(
            "standing",
            sa.Enum(
                "met_before",
                "keep_apart",
                "agreed",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("table_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_pair_standing_smaller_id_first")),
        sa.ForeignKeyConstraint(["a_id"], ["attendee.id"], name=op.f("fk_pair_standing_a_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_id"], ["attendee.id"], name=op.f("fk_pair_standing_b_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_pair_standing_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_pair_standing_slot_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["table_id"], ["meeting_table.id"], name=op.f("fk_pair_standing_table_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_standing")),
        sa.UniqueConstraint("a_id", "b_id", name=op.f("uq_pair_standing_a_id_b_id")),
    )
    with op.batch_alter_table("pair_standing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pair_standing_a_id"), ["a_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_standing_b_id"), ["b_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pair_standing_event_id"), ["event_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column(
            "grade",
            sa.Enum("must", "like", "no", name="grade", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("by_organizer", sa.Boolean(), nullable=False),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.CheckConstraint("attendee_id <> other_id", name=op.f("ck_request_not_oneself")),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_request_attendee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["other_id"], ["attendee.id"], name=op.f("fk_request_other_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("attendee_id", "other_id", name=op.f("uq_request_attendee_id_other_id")),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_attendee_id"), ["attendee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_other_id"), ["other_id"], unique=False)

    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "sign_in", "personal", "feed", name="tokenkind", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("nonce", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=True),
        sa.Column("attendee_id", sa.Integer(), nullable=True),
        sa.Column("created_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("expires_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.Column("used_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.Column("revoked_at", matchmaker.models.base.UtcDateTime(), nullable=True),
        sa.CheckConstraint("(organizer_id IS NULL) <> (attendee_id IS NULL)", name=op.f("ck_token_one_owner")),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["attendee.id"], name=op.f("fk_token_attendee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizer.id"], name=op.f("fk_token_organizer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("sha256", name=op.f("uq_token_sha256")),
    )
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_token_attendee_id"), ["attendee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_token_organizer_id"), ["organizer_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_seat_attendee_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_seat_meeting_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_seat_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("plan_id", "attendee_id", "starts_at", name=op.f("pk_seat")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_attendee_id"), ["attendee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_meeting_id"), ["meeting_id"], unique=False)
    # event and plan point at each other: this side comes when both are there
    with op.batch_alter_table("event") as batch_op:
        batch_op.create_foreign_key(op.f("fk_event_published_plan_id"), "plan", ["published_plan_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("event") as batch_op:
        batch_op.drop_constraint(op.f("fk_event_published_plan_id"), type_="foreignkey")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seat_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_seat_attendee_id"))

    op.drop_table("seat")
    with op.batch_alter_table("token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_token_organizer_id"))
        batch_op.drop_index(batch_op.f("ix_token_attendee_id"))

    op.drop_table("token")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_other_id"))
        batch_op.drop_index(batch_op.f("ix_request_attendee_id"))

    op.drop_table("request")
    with op.batch_alter_table("pair_standing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_standing_event_id"))
        batch_op.drop_index(batch_op.f("ix_pair_standing_b_id"))
        batch_op.drop_index(batch_op.f("ix_pair_standing_a_id"))

    op.drop_table("pair_standing")
    with op.batch_alter_table("pair_score", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pair_score_event_id"))
        batch_op.drop_index(batch_op.f("ix_pair_score_b_id"))

    op.drop_table("pair_score")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_event_id"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_attendee_id"))

    op.drop_table("outbox_message")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_plan_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_b_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_a_id"))

    op.drop_table("meeting")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_attendee_id"))

    op.drop_table("goal")
    op.drop_table("attendee_interest")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_event_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_b_id"))
        batch_op.drop_index(batch_op.f("ix_appointment_a_id"))

    op.drop_table("appointment")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_attendee_id"))

    op.drop_table("absence")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_event_id"))
        batch_op.drop_index(batch_op.f("ix_slot_block_id"))

    op.drop_table("slot")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_event_id"))

    op.drop_table("plan")
    with op.batch_alter_table("meeting_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_rule_event_id"))

    op.drop_table("meeting_rule")
    with op.batch_alter_table("closure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_closure_table_id"))

    op.drop_table("closure")
    with op.batch_alter_table("attendee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendee_table_id"))
        batch_op.drop_index(batch_op.f("ix_attendee_group_id"))
        batch_op.drop_index(batch_op.f("ix_attendee_event_id"))

    op.drop_table("attendee")
    with op.batch_alter_table("solve_run", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_solve_run_one_active",
            sqlite_where=sa.text("status IN ('queued', 'running')"),
            postgresql_where=sa.text("status IN ('queued', 'running')"),
        )
        batch_op.drop_index(batch_op.f("ix_solve_run_event_id"))

    op.drop_table("solve_run")
    with op.batch_alter_table("roster_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_import_event_id"))

    op.drop_table("roster_import")
    with op.batch_alter_table("meeting_table", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_table_event_id"))

    op.drop_table("meeting_table")
    with op.batch_alter_table("interest", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interest_event_id"))

    op.drop_table("interest")
    op.drop_table("event_organizer")
    with op.batch_alter_table("block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_block_event_id"))

    op.drop_table("block")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_event_id"))

    op.drop_table("audit_entry")
    with op.batch_alter_table("attendee_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendee_group_event_id"))

    op.drop_table("attendee_group")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_key"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))

    op.drop_table("sign_in_attempt")
    op.drop_table("organizer")
    op.drop_table("event")
