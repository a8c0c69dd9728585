"""Migrate a database to the current schema with Alembic."""

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
    """Migrate the database to the newest schema; does nothing if it is up to date."""
    command.upgrade(configuration(database_url), "head")


def newest_revision() -> str | None:
    return ScriptDirectory(str(Path(__file__).parent)).get_current_head()


def revision_of(database_url: str) -> str | None:
    """The database's current revision; None for an empty database."""
    database = Database(database_url)
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        database.dispose()
