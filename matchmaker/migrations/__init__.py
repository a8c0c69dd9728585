"""Migrate a database to the current schema with Alembic, which is loaded only where there is something to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from matchmaker.db import Database

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = Path(__file__).parent
_TABLE = "alembic_version"


def configuration(database_url: str) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("sqlalchemy.url", database_url.replace("%", "%%"))
    return config


def upgrade(database_url: str) -> None:
    """Migrate the database to the newest schema; does nothing if it is up to date."""
    from alembic import command

    command.upgrade(configuration(database_url), "head")


def newest_revision() -> str:
    """The last of the numbered scripts."""
    return max(path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*_*.py"))


def revision_of(database_url: str) -> str | None:
    """The database's current revision; None for an empty database."""
    database = Database(database_url)
    try:
        with database.engine.connect() as connection:
            if not inspect(connection).has_table(_TABLE):
                return None
            found = connection.scalar(text(f"SELECT version_num FROM {_TABLE}"))  # noqa: S608 - a constant
            return None if found is None else str(found)
    finally:
        database.dispose()
