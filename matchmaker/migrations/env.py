"""Alembic's entry point: run the migrations over the program's own kind of connection."""

from alembic import context

from matchmaker.db import Database
from matchmaker.models import Base

QUEUE_TABLES = {"kv", "schedule", "task"}  # huey's, when the queue shares the PostgreSQL database


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    return not (kind == "table" and (name in QUEUE_TABLES or (name or "").startswith("huey")))


database = Database(context.config.get_main_option("sqlalchemy.url") or "")
with database.engine.execution_options(writing=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=ours,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
database.dispose()
