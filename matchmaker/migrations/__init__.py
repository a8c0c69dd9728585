"""Bringing a database to the current shape, with Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory


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
