"""kinds of runs: a run solves, repairs or explains."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# plain statements: a table rebuilt on SQLite would lose the rows that refer to it
COLUMNS = {
    "kind": "VARCHAR(24) DEFAULT 'solve' NOT NULL "
    "CONSTRAINT ck_solve_run_runkind CHECK (kind IN ('solve', 'repair', 'explain'))",
    "base_plan": "INTEGER",
    "options": "JSON DEFAULT '{}' NOT NULL",
    "base_schedule": "{binary}",
    "answer": "JSON",
}
ACTIVE = "status IN ('queued', 'running')"


def upgrade() -> None:
    binary = "BLOB" if op.get_bind().dialect.name == "sqlite" else "BYTEA"
    for name, definition in COLUMNS.items():
        op.execute(f"ALTER TABLE solve_run ADD COLUMN {name} {definition.replace('{binary}', binary)}")
    _one_active_run(f"{ACTIVE} AND kind <> 'explain'")


def downgrade() -> None:
    op.execute("DELETE FROM solve_run WHERE kind = 'explain'")
    _one_active_run(ACTIVE)
    for name in reversed(COLUMNS):
        op.execute(f"ALTER TABLE solve_run DROP COLUMN {name}")


def _one_active_run(condition: str) -> None:
    where = sa.text(condition)
    op.drop_index("uq_solve_run_one_active", "solve_run")
    op.create_index(
        "uq_solve_run_one_active", "solve_run", ["event_id"], unique=True, sqlite_where=where, postgresql_where=where
    )
