"""plans keep a snapshot, a version, and what makes them the solver's schedule again.

Only by statements that change a table in place: SQLite copies a table to do more, and dropping the original would
cascade to the rows that point to it.
"""

import json
import zlib
from collections import defaultdict, deque
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from matchmaker.models.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RUN = sa.table("solve_run", *(sa.column(name) for name in ("id", "snapshot_sha256", "seed")))
PLAN = sa.table("plan", *(sa.column(name) for name in ("id", "run_id", "event_id", "snapshot_sha256", "seed")))
SNAPSHOT = sa.table(
    "problem_snapshot",
    sa.column("sha256", sa.String),
    sa.column("event_id", sa.Integer),
    sa.column("content", sa.LargeBinary),
)
MEETING = sa.table(
    "meeting",
    *(sa.column(name, sa.Integer) for name in ("id", "plan_id", "a_id", "b_id", "table_id")),
    *(sa.column(name, sa.Integer) for name in ("pair", "slot_key", "table_key")),
    sa.column("starts_at", UtcDateTime),
)
SLOT = sa.table(
    "slot", sa.column("id", sa.Integer), sa.column("event_id", sa.Integer), sa.column("starts_at", UtcDateTime)
)


def upgrade() -> None:
    op.create_table(
        "problem_snapshot",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_problem_snapshot_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_problem_snapshot")),
    )
    op.create_index(op.f("ix_problem_snapshot_event_id"), "problem_snapshot", ["event_id"])
    _move_snapshots()
    _add_plan_columns()
    for name in ("pair", "slot_key", "table_key"):
        op.add_column("meeting", sa.Column(name, sa.Integer(), nullable=True))
    _fill_meetings(op.get_bind())


def _move_snapshots() -> None:
    """Each snapshot is stored once, and runs point to it."""
    op.execute("ALTER TABLE solve_run RENAME COLUMN snapshot_sha256 TO former_sha256")
    op.execute(
        "INSERT INTO problem_snapshot (sha256, event_id, content) "
        "SELECT former_sha256, event_id, snapshot FROM solve_run WHERE id IN "
        "(SELECT MIN(id) FROM solve_run WHERE snapshot IS NOT NULL AND former_sha256 IS NOT NULL "
        "GROUP BY former_sha256)"
    )
    _add_reference("solve_run", "snapshot_sha256", "VARCHAR(64)", "problem_snapshot (sha256)")
    op.execute("UPDATE solve_run SET snapshot_sha256 = former_sha256 WHERE snapshot IS NOT NULL")
    op.drop_column("solve_run", "former_sha256")
    op.drop_column("solve_run", "snapshot")


def _add_plan_columns() -> None:
    _add_reference("plan", "snapshot_sha256", "VARCHAR(64)", "problem_snapshot (sha256)")
    _add_reference("plan", "base_plan_id", "INTEGER", "plan (id)")
    for column in (
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("seed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("program_version", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
    ):
        op.add_column("plan", column)
    op.execute(
        sa.update(PLAN)
        .where(PLAN.c.run_id.is_not(None))
        .values({name: _of_the_run(name) for name in ("snapshot_sha256", "seed")})
    )


def _of_the_run(name: str) -> sa.ScalarSelect[Any]:
    return sa.select(RUN.c[name]).where(RUN.c.id == PLAN.c.run_id).scalar_subquery()


def _add_reference(table: str, column: str, type_: str, target: str) -> None:
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {type_} CONSTRAINT fk_{table}_{column} REFERENCES {target}")
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _fill_meetings(connection: sa.Connection) -> None:
    """The pair, slot and table of each meeting as the snapshot of its plan has them; None if that is not known."""
    plans = connection.execute(
        sa.select(PLAN.c.id, PLAN.c.event_id, PLAN.c.snapshot_sha256).where(PLAN.c.snapshot_sha256.is_not(None))
    )
    for plan, event, sha256 in plans.all():
        content = connection.execute(sa.select(SNAPSHOT.c.content).where(SNAPSHOT.c.sha256 == sha256)).scalar_one()
        slots = connection.execute(sa.select(SLOT.c.starts_at, SLOT.c.id).where(SLOT.c.event_id == event)).all()
        meetings = connection.execute(sa.select(MEETING).where(MEETING.c.plan_id == plan).order_by(MEETING.c.id))
        known_slots = {starts_at: slot for starts_at, slot in slots}  # noqa: C416 - dict(slots) is not typed
        rows = list(_placed(json.loads(zlib.decompress(content)), known_slots, meetings.all()))
        if rows:
            connection.execute(
                sa.update(MEETING)
                .where(MEETING.c.id == sa.bindparam("meeting"))
                .values({name: sa.bindparam(name) for name in ("pair", "slot_key", "table_key")}),
                rows,
            )


def _placed(problem: dict[str, Any], slots: dict[Any, int], meetings: Any) -> Iterator[dict[str, int | None]]:
    pairs: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    for index, pair in enumerate(problem["pairs"]):
        pairs[pair["a"], pair["b"]].append(index)
    slot_ids, table_ids = ({row["id"] for row in problem[kind]} for kind in ("slots", "tables"))
    for meeting in meetings:
        waiting = pairs[f"a{meeting.a_id}", f"a{meeting.b_id}"]
        slot = slots.get(meeting.starts_at)
        yield {
            "meeting": meeting.id,
            "pair": waiting.popleft() if waiting else None,
            "slot_key": slot if f"s{slot}" in slot_ids else None,
            "table_key": meeting.table_id if f"t{meeting.table_id}" in table_ids else None,
        }
