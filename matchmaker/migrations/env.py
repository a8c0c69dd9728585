"""Alembic's entry point: runs the migrations on a connection of the program's own kind."""

from alembic import context

from matchmaker.db import Database
from matchmaker.models import Base

QUEUE_TABLES = {"kv", "schedule", "task"}  # huey's tables, if the queue shares the PostgreSQL database


def is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare_to: object) -> bool:
    return not (kind == "table" and (name in QUEUE_TABLES or (name or "").startswith("huey")))


database = Database(context.config.get_main_option("sqlalchemy.url") or "")
with database.engine.execution_options(writing=True).connect() as connection:
    if connection.dialect.name == "sqlite":
        # SQLite changes a table by copying it, and dropping the old one would delete the rows that refer to it
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=is_ours,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
database.dispose()
