"""mails as messages: subject and body become codes with parameters, composed when the mail is sent."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# plain statements: a table rebuilt on SQLite would lose the rows that refer to it
MAILS = sa.table("outbox_message", sa.column("id"), sa.column("subject"), sa.column("body"))
AFTER = sa.table("outbox_message", sa.column("id"), sa.column("subject", sa.JSON()), sa.column("body", sa.JSON()))
EMPTY = '{"code": "text", "params": {"text": ""}}'


def upgrade() -> None:
    rows = op.get_bind().execute(sa.select(MAILS)).all()
    _replace({"subject": f"JSON DEFAULT '{EMPTY}' NOT NULL", "body": f"JSON DEFAULT '{EMPTY}' NOT NULL"})
    op.add_column("outbox_message", sa.Column("language", sa.String(length=16), server_default="en", nullable=False))
    _write(rows, AFTER, lambda text: {"code": "text", "params": {"text": text}})


def downgrade() -> None:
    rows = op.get_bind().execute(sa.select(AFTER)).all()
    op.drop_column("outbox_message", "language")
    _replace({"subject": "VARCHAR(200) DEFAULT '' NOT NULL", "body": "TEXT DEFAULT '' NOT NULL"})
    _write(rows, MAILS, lambda stored: str(stored["params"].get("text", stored["code"]))[:200])


def _replace(columns: dict[str, str]) -> None:
    for name, definition in columns.items():
        op.execute(f"ALTER TABLE outbox_message DROP COLUMN {name}")
        op.execute(f"ALTER TABLE outbox_message ADD COLUMN {name} {definition}")


def _write(rows: Sequence[sa.Row[Any]], table: sa.TableClause, value: Callable[..., object]) -> None:
    for row in rows:
        texts = {"subject": value(row.subject), "body": value(row.body)}
        op.execute(table.update().where(table.c.id == row.id).values(texts))
