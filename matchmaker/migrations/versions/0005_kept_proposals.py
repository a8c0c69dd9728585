"""parsed lists and proposals of imports."""

import sqlalchemy as sa
from alembic import op

import matchmaker.models.base

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_sheet",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("samples", sa.JSON(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        *_of_import("import_sheet", "import_id"),
    )
    op.create_table(
        "import_proposal",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=False),
        sa.Column("roster", sa.String(length=64), nullable=False),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("changes", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        *_of_import("import_proposal", "import_id"),
    )
    op.create_index(op.f("ix_import_proposal_made_at"), "import_proposal", ["made_at"], unique=False)
    op.create_table(
        "import_proposal_page",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        *_of_import("import_proposal_page", "import_id", "outcome", "page"),
    )
    op.create_table(
        "import_work",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column(
            "task",
            sa.Enum("check", "commit", name="importtask", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("token", sa.String(length=16), nullable=True),
        sa.Column("expires_at", matchmaker.models.base.UtcDateTime(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.JSON(), nullable=False),
        *_of_import("import_work", "import_id"),
    )


def downgrade() -> None:
    for table in ("import_work", "import_proposal_page", "import_proposal", "import_sheet"):
        op.drop_table(table)


def _of_import(table: str, *key: str) -> tuple[sa.Constraint, ...]:
    """The constraints of a table whose rows end with their import."""
    name = op.f(f"fk_{table}_import_id")
    return (
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["import_id"], ["roster_import.id"], name=name, ondelete="CASCADE"),
    )
