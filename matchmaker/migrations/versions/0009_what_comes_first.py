"""what comes first in a plan: that everybody gets meetings, or the sum of the points."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# a plain statement: a table rebuilt on SQLite would lose the rows that refer to it
COLUMN = "VARCHAR(24) DEFAULT 'everybody' NOT NULL CONSTRAINT aim CHECK (aim IN ('everybody', 'points'))"


def upgrade() -> None:
    op.execute(f"ALTER TABLE event ADD COLUMN aim {COLUMN}")


def downgrade() -> None:
    op.drop_column("event", "aim")
