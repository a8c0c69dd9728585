"""What all tests share: a fresh, migrated database each, made by copying one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.db import Database
from matchmaker.migrations import upgrade
from matchmaker.settings import Settings


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "matchmaker.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def settings(tmp_path: Path, migrated_file: Path) -> Settings:
    """Settings of a service of this test's own, its SQLite database migrated and empty."""
    shutil.copy(migrated_file, tmp_path / "matchmaker.db")
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'matchmaker.db'}",
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
