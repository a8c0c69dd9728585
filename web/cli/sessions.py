"""The settings and the database of a command, and sessions on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.errors import ConfigurationError
from matchmaker.messages.texts.commands import OLD_SCHEMA
from matchmaker.migrations import newest_revision, revision_of, upgrade
from matchmaker.settings import Settings, load_settings


@dataclass(frozen=True)
class Services:
    """What a command works with."""

    settings: Settings
    database: Database


@contextmanager
def open_services(settings: Settings | None = None) -> Iterator[Services]:
    """The settings (default: from the environment) and their database, with an up-to-date schema.

    Raises ConfigurationError for unsafe settings or an outdated schema of a database server.
    """
    settings = settings or load_settings()
    prepare_database(settings)
    database = Database(settings.database_url)
    try:
        yield Services(settings, database)
    finally:
        database.dispose()


@contextmanager
def reading() -> Iterator[Session]:
    """A read-only session on the command's database."""
    with open_services() as services, services.database.reading() as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A session in one writing transaction on the command's database."""
    with open_services() as services, services.database.writing() as session:
        yield session


def prepare_database(settings: Settings) -> None:
    """Upgrade the schema of an embedded SQLite file. Raises ConfigurationError for an outdated database server."""
    if revision_of(settings.database_url) == newest_revision():
        return
    if not settings.database_url.startswith("sqlite:"):
        raise ConfigurationError(OLD_SCHEMA())
    upgrade(settings.database_url)
