"""What all tests share: a fresh, migrated database each, made by copying one that was migrated once.

SQLite, unless TEST_POSTGRESQL_URL names a PostgreSQL server on which the tests may create databases
(`postgresql://user:password@host/postgres`): then every test has a database of its own there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import create_engine, make_url
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.settings import Settings

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "").replace("postgresql://", "postgresql+psycopg://")


def on_server(statement: str) -> None:
    engine = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def server_url(name: str) -> str:
    return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


# a law holds or not, however busy the machine is
# new examples at every run at home; in CI the same ones, so that a change is judged by what it changes
hypothesis_settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database of the current shape, to be copied: a file's path, or a name on the server."""
    if not POSTGRESQL:
        path = tmp_path_factory.mktemp("migrated") / "matchmaker.db"
        upgrade(f"sqlite:///{path}")
        yield str(path)
        return
    name = f"template_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name}")
    upgrade(server_url(name))
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(tmp_path: Path, template: str) -> Iterator[str]:
    if not POSTGRESQL:
        path = tmp_path / "matchmaker.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"
        return
    name = f"test_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server_url(name)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a service of this test's own, its database migrated and empty."""
    return Settings(
        database_url=database_url,
        queue_url=f"sqlite:///{tmp_path / 'queue.db'}",
        public_url="http://127.0.0.1:8000",
        secret_keys=("a key of this test, long enough for it",),
        data_folder=tmp_path,
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url)
    yield database
    database.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session that is committed when the test ends well."""
    with database.writing() as session:
        yield session
