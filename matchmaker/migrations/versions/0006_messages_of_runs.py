"""messages of runs: stage and message become codes with parameters."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# plain statements: a table rebuilt on SQLite would lose the rows that refer to it
RUNS = sa.table("solve_run", sa.column("id"), sa.column("stage"), sa.column("message"))
AFTER = sa.table("solve_run", sa.column("id"), sa.column("stage", sa.JSON()), sa.column("message", sa.JSON(True)))
WAITING = json.dumps({"code": "stage.waiting", "params": {}})


def upgrade() -> None:
    rows = op.get_bind().execute(sa.select(RUNS)).all()
    _replace({"stage": f"JSON DEFAULT '{WAITING}' NOT NULL", "message": "JSON"})
    for run, stage, message in rows:
        _write(run, stage=_text(stage), message=_text(message) if message else None)


def downgrade() -> None:
    rows = op.get_bind().execute(sa.select(AFTER)).all()
    _replace({"stage": "VARCHAR(60) DEFAULT '' NOT NULL", "message": "TEXT DEFAULT '' NOT NULL"})
    for run, stage, message in rows:
        op.execute(RUNS.update().where(RUNS.c.id == run).values(stage=_plain(stage)[:60], message=_plain(message)))


def _replace(columns: dict[str, str]) -> None:
    for name, definition in columns.items():
        op.execute(f"ALTER TABLE solve_run DROP COLUMN {name}")
        op.execute(f"ALTER TABLE solve_run ADD COLUMN {name} {definition}")


def _write(run: int, **values: object) -> None:
    op.execute(AFTER.update().where(AFTER.c.id == run).values(**values))


def _text(text: str) -> dict[str, object]:
    return {"code": "text", "params": {"text": text}}


def _plain(stored: dict[str, dict[str, str]] | None) -> str:
    return "" if stored is None else stored["params"].get("text", str(stored["code"]))
