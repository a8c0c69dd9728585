"""The database: an engine with reading and writing sessions, for SQLite and PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from matchmaker.models import Base

BUSY_TIMEOUT_MS = 10_000
"""How long a transaction waits for another one's lock before it fails."""


class Database:
    """Opens sessions. A writing session takes SQLite's write lock at the start, so that no update is lost."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self._writing_engine = self.engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading; accidental changes are rolled back."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session  # closing rolls back too, but keeps the loaded attributes of the objects

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits at the end of the block, or rolls back if an exception is raised."""
        with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
            yield session

    def dispose(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        waiting = {"options": f"-c lock_timeout={BUSY_TIMEOUT_MS}"}
        engine = create_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=waiting)
        event.listen(engine, "handle_error", _as_data_error)
        return engine
    if parsed.database and parsed.database != ":memory:":
        create_for_owner(Path(parsed.database))
    engine = create_engine(parsed, hide_parameters=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "handle_error", _as_data_error)
    return engine


def _as_data_error(context: ExceptionContext) -> None:
    """Raise a DataError also where a driver refuses a value by itself: huge numbers, unpaired surrogates."""
    if isinstance(context.original_exception, (OverflowError, UnicodeEncodeError)):
        raise DataError(context.statement, None, context.original_exception) from context.original_exception


def create_for_owner(path: Path) -> None:
    """A new database file is private to its owner; SQLite gives its journals the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))


def _configure_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


_DIALECTS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def insert_missing(session: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows in one statement, skipping those that violate a unique constraint."""
    if rows:
        insert = _DIALECTS[session.get_bind().dialect.name].insert
        session.execute(insert(model).on_conflict_do_nothing(), rows)
