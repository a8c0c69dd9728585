"""Shared by all tests: a fresh database for each test, copied from a template that is migrated once.

SQLite, unless TEST_POSTGRESQL_URL names a PostgreSQL server on which the tests may create databases
(`postgresql://user:password@host/postgres`): then each test has a database of its own there.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.settings import Settings

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "").replace("postgresql://", "postgresql+psycopg://")


@cache
def _server() -> Engine:
    return create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")


def on_server(statement: str) -> None:
    with _server().connect() as connection:
        connection.exec_driver_sql(statement)


def url_of(name: str) -> str:
    """The address of a database: `name` is a file's path, or a name on the server."""
    if not POSTGRESQL:
        return f"sqlite:///{name}"
    return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


@contextmanager
def an_empty_database(folder: Path) -> Iterator[str]:
    """The address of a database without tables, dropped at the end; on SQLite a file in `folder`."""
    if not POSTGRESQL:
        yield url_of(str(folder / "empty.db"))
        return
    name = f"empty_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name}")
    yield url_of(name)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copy_of(template: str, folder: Path) -> Iterator[str]:
    """The name of a copy of the database `template`, dropped at the end; on SQLite a file in `folder`."""
    if not POSTGRESQL:
        yield str(shutil.copy(template, folder / "matchmaker.db"))
        return
    name = f"test_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-database", action="store_true", help="run only the tests that use the database fixtures")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --only-database, keep the tests that use the database, directly or through another fixture."""
    if config.getoption("--only-database"):
        kept = [item for item in items if _uses_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = kept


def _uses_database(item: pytest.Item) -> bool:
    return "database_url" in getattr(item, "fixturenames", ()) and item.get_closest_marker("sqlite_only") is None


# no deadline: a property holds or fails, however busy the machine is
# locally each run tries new examples; CI repeats the same ones, so that a failure is due to the change tested
hypothesis_settings.register_profile("unhurried", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of an empty database with the current schema, to be copied."""
    if not POSTGRESQL:
        path = str(tmp_path_factory.mktemp("migrated") / "matchmaker.db")
        upgrade(url_of(path))
        yield path
        return
    name = f"template_{secrets.token_hex(6)}"
    on_server(f"CREATE DATABASE {name}")
    upgrade(url_of(name))
    yield name
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database_url(tmp_path: Path, template: str) -> Iterator[str]:
    with copy_of(template, tmp_path) as name:
        yield url_of(name)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Settings of a service whose database is migrated and empty."""
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
    """A writing session, committed when the test passes."""
    with database.writing() as session:
        yield session
