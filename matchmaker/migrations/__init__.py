"""Bringing a database to the current shape, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from matchmaker.db import Database


def configuration(database_url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config


def upgrade(database_url: str) -> None:
    """Bring the database to the newest shape; does nothing where it has it already."""
    command.upgrade(configuration(database_url), "head")


def newest_revision() -> str | None:
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def revision_of(database_url: str) -> str | None:
    """The shape that the database has now; None for an empty one."""
    database = Database(database_url)
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        database.dispose()
