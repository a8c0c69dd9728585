"""what a run was made with: the weights of its scores, and when its search began."""

import sqlalchemy as sa
from alembic import op

from matchmaker.models.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("solve_run", sa.Column("searching_since", UtcDateTime(), nullable=True))
    op.add_column("solve_run", sa.Column("weights", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("solve_run", "weights")
    op.drop_column("solve_run", "searching_since")
